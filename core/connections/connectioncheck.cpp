// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connectioncheck.h"

#include "core/connections/accesspolicy.h"
#include "core/net/retrypolicy.h"

#include <algorithm>

namespace outcrop::connections
{

namespace
{

using namespace Qt::StringLiterals;
using Kind = CheckedStep::Kind;
using State = CheckedStep::State;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// AWS refuses a signature from 5 minutes on (protocol/sigv4.md, "Clock skew").
constexpr seconds refusedSkew{300};
constexpr seconds noticedSkew{60};

Kind kindOf(net::ProbeStep::Phase phase)
{
    switch (phase) {
    case net::ProbeStep::Phase::Name:
        return Kind::Name;
    case net::ProbeStep::Phase::Connect:
        return Kind::Connect;
    case net::ProbeStep::Phase::Proxy:
        return Kind::Proxy;
    case net::ProbeStep::Phase::Tls:
        return Kind::Tls;
    }
    Q_UNREACHABLE();
}

QString durationInWords(seconds time)
{
    const qint64 total = std::abs(time.count());
    return total < 60 ? u"%1 s"_s.arg(total) : u"%1 min %2 s"_s.arg(total / 60).arg(total % 60);
}

/// The smallest request there is: one word in, at most one token out. Streamed, because that is how messages
/// are sent, and permitted on its own.
client::ConverseCall smallestCall(const client::ConnectionTarget &target, const QString &modelId)
{
    client::ConverseCall call;
    call.target = target;
    call.modelId = modelId;
    call.stream = true;
    call.body =
        R"({"messages":[{"role":"user","content":[{"text":"Hi"}]}],"inferenceConfig":{"maxTokens":1}})";
    return call;
}

QString identityInWords(const credentials::Resolution &resolution)
{
    const auto used = std::ranges::find(resolution.tried, credentials::SourceReport::State::Used,
                                        &credentials::SourceReport::state);
    return used == resolution.tried.end() ? u"found"_s : used->source;
}

} // namespace

QString stepTitle(Kind kind)
{
    switch (kind) {
    case Kind::Name:
        return u"Name"_s;
    case Kind::Connect:
        return u"Connect"_s;
    case Kind::Proxy:
        return u"Proxy"_s;
    case Kind::Tls:
        return u"TLS"_s;
    case Kind::Clock:
        return u"Clock"_s;
    case Kind::Credentials:
        return u"Credentials"_s;
    case Kind::List:
        return u"List models"_s;
    case Kind::OneToken:
        return u"One token"_s;
    }
    Q_UNREACHABLE();
}

QString reportOf(const QString &connectionName, const std::vector<CheckedStep> &steps, const QString &advice)
{
    static const std::map<State, QString> marks{
        {State::Waiting, u"not run"_s}, {State::Running, u"running"_s}, {State::Ok, u"ok"_s},
        {State::Warning, u"warning"_s}, {State::Failed, u"FAILED"_s},   {State::Skipped, u"skipped"_s}};
    QStringList lines{u"Connection check: %1"_s.arg(connectionName)};
    for (const CheckedStep &step : steps) {
        QString line =
            u"%1  %2  %3"_s.arg(stepTitle(step.kind), -12).arg(marks.at(step.state), -8).arg(step.detail);
        if (step.took)
            line += u" (%1 ms)"_s.arg(step.took->count());
        lines.append(line);
        if (step.error && !step.error->code.isEmpty())
            lines.append(u"    %1 %2"_s.arg(step.error->code, step.error->requestId).trimmed());
    }
    if (!advice.isEmpty())
        lines.append(advice);
    return lines.join(u'\n');
}

ConnectionCheck::ConnectionCheck(const CheckRequest &request, net::HttpTransport &transport,
                                 client::ConverseClient &client, const base::Clock &clock)
    : m_request(request)
    , m_transport(transport)
    , m_client(client)
    , m_clock(clock)
    , m_probe(request.target.endpoint, request.transport)
{
    for (const Kind kind :
         {Kind::Name, Kind::Connect, Kind::Tls, Kind::Clock, Kind::Credentials, Kind::List, Kind::OneToken})
        m_steps.push_back({kind, State::Waiting, {}, {}, {}});
    m_steps.front().state = State::Running;
    connect(&m_probe, &net::SocketProbe::stepEnded, this, &ConnectionCheck::takeProbe);
    connect(&m_probe, &base::Job::finished, this, &ConnectionCheck::checkClock);
}

ConnectionCheck::~ConnectionCheck() = default;

CheckedStep &ConnectionCheck::step(Kind kind)
{
    return *std::ranges::find(m_steps, kind, &CheckedStep::kind);
}

void ConnectionCheck::begin(Kind kind)
{
    m_begun = m_clock.monotonic();
    step(kind).state = State::Running;
    Q_EMIT changed();
}

void ConnectionCheck::pass(Kind kind, State state, const QString &detail,
                           const std::optional<base::Error> &error)
{
    CheckedStep &ended = step(kind);
    ended.state = state;
    ended.detail = detail;
    ended.error = error;
    ended.took = std::chrono::duration_cast<milliseconds>(m_clock.monotonic() - m_begun);
    Q_EMIT changed();
}

void ConnectionCheck::fail(Kind kind, const base::Error &error)
{
    const QString words =
        error.serviceMessage.isEmpty()
            ? error.message
            : u"%1: %2"_s.arg(error.code.isEmpty() ? error.message : error.code, error.serviceMessage);
    pass(kind, State::Failed, words, error);
    end();
}

void ConnectionCheck::takeProbe()
{
    const net::ProbeStep &ended = m_probe.steps().back();
    if (ended.phase == net::ProbeStep::Phase::Connect && !m_probe.proxy().isEmpty())
        m_steps.insert(std::ranges::find(m_steps, Kind::Tls, &CheckedStep::kind),
                       {Kind::Proxy, State::Waiting, {}, {}, {}});
    CheckedStep &shown = step(kindOf(ended.phase));
    shown.state = ended.error ? State::Failed : State::Ok;
    shown.detail = ended.detail;
    shown.error = ended.error;
    shown.took = ended.took;
    const auto next = std::ranges::find(m_steps, State::Waiting, &CheckedStep::state);
    if (!ended.error && next != m_steps.end() && next->kind <= Kind::Tls)
        next->state = State::Running;
    Q_EMIT changed();
}

// Any answer has the time of day, also a refusal; nothing that proves anybody is sent.
void ConnectionCheck::checkClock()
{
    if (isFinished())
        return;
    if (!m_probe.steps().empty() && m_probe.steps().back().error) {
        end();
        return;
    }
    if (step(Kind::Tls).state != State::Ok) {
        step(Kind::Tls).state = State::Skipped;
        step(Kind::Tls).detail = u"plain http"_s;
    }
    begin(Kind::Clock);
    client::ServiceRequest request;
    request.target = m_request.target;
    request.target.auth = client::ConnectionTarget::Auth::None;
    request.target.credentials = nullptr;
    request.target.extraHeaders = {};
    request.segments = {u"ping"_s};
    m_asked = m_clock.utcNow();
    m_call = std::make_unique<client::ServiceCall>(request, m_transport, m_clock);
    connect(m_call.get(), &base::Job::finished, this, &ConnectionCheck::takeClock);
}

void ConnectionCheck::takeClock()
{
    if (isFinished())
        return;
    if (!m_call->head()) {
        fail(Kind::Clock, m_call->error().value_or(base::Error{}));
        return;
    }
    const QByteArray date = net::headerValue(m_call->head()->headers, "Date").value_or(QByteArray());
    const QDateTime theirs = net::parseHttpDate(date);
    if (!theirs.isValid()) {
        pass(Kind::Clock, State::Skipped, u"the server does not say its time"_s);
    } else {
        const auto behind = std::chrono::round<seconds>(milliseconds(m_asked.msecsTo(theirs)));
        const QString words = u"this computer is %1 %2"_s.arg(durationInWords(behind),
                                                              behind.count() >= 0 ? u"slow"_s : u"fast"_s);
        const bool isFar = std::chrono::abs(behind) >= noticedSkew;
        pass(Kind::Clock, isFar ? State::Warning : State::Ok,
             !isFar ? u"within %1 s of the server's"_s.arg(std::abs(behind.count()))
             : std::chrono::abs(behind) >= refusedSkew
                 ? u"%1; AWS refuses that, and Outcrop signs with the server's time"_s.arg(words)
                 : u"%1; AWS refuses from 5 min"_s.arg(words));
    }
    checkCredentials();
}

void ConnectionCheck::checkCredentials()
{
    begin(Kind::Credentials);
    if (!m_request.target.credentials) {
        const bool needsSome = m_request.target.auth != client::ConnectionTarget::Auth::None;
        if (needsSome) {
            fail(Kind::Credentials, base::makeError(base::ErrorKind::Credentials,
                                                    u"This connection has no source of credentials."_s,
                                                    u"Choose one for the connection."_s));
            return;
        }
        pass(Kind::Credentials, State::Skipped, u"none are sent"_s);
        checkList();
        return;
    }
    m_resolving = m_request.target.credentials->resolve();
    connect(m_resolving.get(), &base::Job::finished, this, &ConnectionCheck::takeCredentials);
}

void ConnectionCheck::takeCredentials()
{
    if (isFinished())
        return;
    const credentials::Resolution &resolution = m_resolving->resolution();
    if (resolution.error) {
        fail(Kind::Credentials, *resolution.error);
        return;
    }
    pass(Kind::Credentials, State::Ok, identityInWords(resolution));
    checkList();
}

void ConnectionCheck::checkList()
{
    begin(Kind::List);
    m_list = std::make_unique<client::ListModelsJob>(m_request.list, m_transport, m_clock);
    connect(m_list.get(), &base::Job::finished, this, &ConnectionCheck::takeList);
}

void ConnectionCheck::takeList()
{
    if (isFinished())
        return;
    if (const auto &error = m_list->error()) {
        pass(Kind::List, State::Warning,
             u"%1 Models can be typed all the same."_s.arg(
                 error->serviceMessage.isEmpty() ? error->message : error->serviceMessage + u'.'),
             error);
    } else {
        const auto &listing = m_list->listing();
        pass(Kind::List, State::Ok,
             u"%1 models, %2 ways to call them"_s.arg(listing.models.size()).arg(listing.ids().size()));
    }
    checkOneToken();
}

void ConnectionCheck::checkOneToken()
{
    begin(Kind::OneToken);
    if (m_request.modelId.isEmpty()) {
        pass(Kind::OneToken, State::Skipped, u"no model is chosen"_s);
        end();
        return;
    }
    m_oneToken = m_client.start(smallestCall(m_request.target, m_request.modelId));
    connect(m_oneToken.get(), &base::Job::finished, this, &ConnectionCheck::takeOneToken);
}

void ConnectionCheck::takeOneToken()
{
    if (isFinished())
        return;
    const client::ConverseResult result = m_oneToken->result();
    if (result.error) {
        base::Error error = *result.error;
        if (!policy().isEmpty())
            error.advice = u"Ask for bedrock:InvokeModelWithResponseStream on %1, or switch Stream off: then "
                           "bedrock:InvokeModel is enough."_s.arg(m_request.modelId);
        fail(Kind::OneToken, error);
        return;
    }
    pass(Kind::OneToken, State::Ok, u"%1 answered (%2)"_s.arg(m_request.modelId, result.folded.stopReason));
    end();
}

void ConnectionCheck::end()
{
    if (isFinished())
        return;
    for (CheckedStep &left : m_steps) {
        if (left.state == State::Waiting || left.state == State::Running) {
            left.state = State::Skipped;
            left.detail = u"not reached"_s;
        }
    }
    Q_EMIT changed();
    finishLater();
}

void ConnectionCheck::abort()
{
    if (isFinished())
        return;
    m_probe.abort();
    for (base::Job *job : std::initializer_list<base::Job *>{m_call.get(), m_resolving.get(), m_list.get(),
                                                             m_oneToken.get()}) {
        if (job) {
            job->disconnect(this);
            job->abort();
        }
    }
    end();
}

QString ConnectionCheck::advice() const
{
    for (const CheckedStep &step : m_steps) {
        if (step.state == State::Failed && step.error)
            return step.error->advice;
    }
    return {};
}

QString ConnectionCheck::policy() const
{
    const auto result =
        m_oneToken && m_oneToken->isFinished() ? std::optional(m_oneToken->result()) : std::nullopt;
    const bool isDenied =
        result && result->error && result->error->kind == base::ErrorKind::AccessDenied && m_request.isAws;
    return isDenied ? accessPolicy(m_request.modelId, m_request.target.region, m_request.profilePrefixes)
                    : QString();
}

} // namespace outcrop::connections
