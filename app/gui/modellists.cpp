// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/modellists.h"

#include "core/base/atomicfile.h"
#include "core/base/logging.h"
#include "core/base/regularfile.h"
#include "core/conversation/requestlint.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocale>

#include <algorithm>

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;
using catalog::ListedVariant;
using ui::models::ModelRow;

constexpr qsizetype mostRecents = 8;
constexpr qint64 longestListing = 8 * 1024 * 1024;
const QString favouritesKey = u"models/favourites"_s;
const QString recentsKey = u"models/recent"_s;

QString scopeOf(const ListedVariant &variant)
{
    switch (variant.kind) {
    case ListedVariant::Kind::InRegion:
        return ModelLists::tr("in its region");
    case ListedVariant::Kind::SystemProfile:
        return variant.prefix;
    case ListedVariant::Kind::ApplicationProfile:
        return variant.name.isEmpty() ? ModelLists::tr("application profile") : variant.name;
    }
    Q_UNREACHABLE();
}

/// "1M", "64k", "512": limits are round numbers, and a row is narrow.
QString compact(qint64 tokens)
{
    const QLocale locale;
    if (tokens >= 1'000'000 && tokens % 100'000 == 0)
        return locale.toString(double(tokens) / 1'000'000, 'g', 3) + u'M';
    return tokens >= 10'000 ? locale.toString(tokens / 1000) + u'k' : locale.toString(tokens);
}

QString factsOf(const catalog::ModelFacts &facts)
{
    QStringList parts;
    if (facts.contextWindow)
        parts.append(ModelLists::tr("%1 context").arg(compact(*facts.contextWindow)));
    if (facts.maxOutput)
        parts.append(ModelLists::tr("%1 out").arg(compact(*facts.maxOutput)));
    if (facts.promptCache && facts.promptCache->supported && facts.promptCache->minTokensPerCheckpoint)
        parts.append(
            ModelLists::tr("cache from %1").arg(compact(*facts.promptCache->minTokensPerCheckpoint)));
    return parts.join(u" · "_s);
}

} // namespace

ModelLists::ModelLists(const Surroundings &surroundings, QObject *parent)
    : ModelSource(parent), m_with(surroundings)
{
    connect(&m_with.rules, &RuleMemory::changed, this, &ModelLists::changed);
}

ModelLists::~ModelLists() = default;

QString ModelLists::fileOf(const QString &connection) const
{
    const QByteArray name = QCryptographicHash::hash(connection.toUtf8(), QCryptographicHash::Sha256).toHex();
    return m_with.folder + u'/' + QString::fromLatin1(name.left(32)) + u".json"_s;
}

ModelLists::Known &ModelLists::known(const QString &connection) const
{
    const auto [place, isNew] = m_known.try_emplace(connection);
    if (!isNew)
        return place->second;
    const auto file = base::RegularFile::read(fileOf(connection), longestListing);
    if (!file)
        return place->second; // never asked
    const auto text = json::parse(file->bytes);
    const auto listing = text ? catalog::listingFromJson(*text)
                              : base::Result<catalog::ModelListing>(text.error().toError(fileOf(connection)));
    if (listing)
        place->second.listing = *listing;
    else
        qCWarning(lcUi).noquote() << "A kept list of models is left aside:" << listing.error().message;
    return place->second;
}

QStringList ModelLists::stored(const QString &key) const
{
    return m_with.settings.value(key).toStringList();
}

void ModelLists::describe(ModelRow &row) const
{
    const catalog::ModelFacts *facts = m_with.catalog.find(row.id);
    if (!facts)
        return;
    if (row.name.isEmpty())
        row.name = facts->name;
    if (row.provider.isEmpty())
        row.provider = facts->provider;
    row.facts = factsOf(*facts);
    if (row.scope.isEmpty()) {
        const QString prefix = m_with.catalog.split(row.id).prefix;
        row.scope = prefix.isEmpty() ? tr("in its region") : prefix;
    }
}

void ModelLists::addRefusals(ModelRow &row, const QString &connection) const
{
    QStringList hints;
    QStringList evidence;
    if (!row.hint.isEmpty())
        hints.append(row.hint);
    for (const catalog::LearnedRule &rule : m_with.rules.rulesFor(connection, row.id)) {
        hints.append(tr("refused %1").arg(rule.subject));
        evidence.append(tr("%1, by %2 on %3: %4")
                            .arg(rule.subject, connection,
                                 QLocale().toString(rule.learnedAt.toLocalTime(), QLocale::ShortFormat),
                                 rule.evidence));
    }
    row.hint = hints.join(u", "_s);
    row.evidence = evidence.join(u'\n');
}

void ModelLists::forgetRefusals(const QString &connection, const QString &id)
{
    m_with.rules.forget(connection, id);
}

std::vector<ModelRow> ModelLists::rows(const QString &connection) const
{
    const Known &about = known(connection);
    std::vector<ModelRow> rows;
    const auto add = [&rows](ModelRow row) {
        if (!row.id.isEmpty() && std::ranges::find(rows, row.id, &ModelRow::id) == rows.end())
            rows.push_back(std::move(row));
    };
    if (about.listing) {
        for (const catalog::ListedModel &model : about.listing->models) {
            for (const ListedVariant &variant : model.variants)
                add({variant.id,
                     model.name,
                     model.provider,
                     scopeOf(variant),
                     {},
                     model.isLegacy ? tr("legacy") : QString(),
                     {},
                     false,
                     false});
        }
    } else {
        for (const QString &id : m_with.usualIds(connection))
            add({id, {}, {}, {}, {}, {}, {}, false, false});
    }
    const QStringList favourites = stored(favouritesKey);
    const QStringList recents = stored(recentsKey);
    for (const QString &id : favourites + recents)
        add({id, {}, {}, {}, {}, {}, {}, false, false});
    for (ModelRow &row : rows) {
        describe(row);
        row.isFavourite = favourites.contains(row.id);
        row.isRecent = recents.contains(row.id);
        addRefusals(row, connection);
    }
    const auto rank = [&recents](const ModelRow &row) {
        if (row.isFavourite)
            return qsizetype(0);
        const qsizetype recent = recents.indexOf(row.id);
        return recent < 0 ? mostRecents + 1 : recent + 1;
    };
    std::ranges::stable_sort(rows, {}, rank);
    return rows;
}

QString ModelLists::stateText(const QString &connection) const
{
    const Known &about = known(connection);
    const QString date = about.listing
                             ? QLocale().toString(about.listing->listedAt.toLocalTime(), QLocale::ShortFormat)
                             : QString();
    if (about.error && about.listing)
        return tr("%1 This list is of %2.").arg(about.error->message, date);
    if (about.error)
        return tr("%1 Shown are well-known models; any other id can be typed.").arg(about.error->message);
    if (about.listing)
        return tr("Listed by %1 on %2.").arg(connection, date);
    return tr("%1 was not asked yet. Shown are well-known models; any other id can be typed.")
        .arg(connection);
}

bool ModelLists::isRefreshing(const QString &connection) const
{
    return known(connection).job != nullptr;
}

void ModelLists::refresh(const QString &connection)
{
    Known &about = known(connection);
    if (about.job)
        return;
    const auto target = m_with.target(connection);
    if (!target) {
        about.error =
            base::makeError(base::ErrorKind::BadInput, tr("%1 cannot be used now.").arg(connection));
        Q_EMIT changed(connection);
        return;
    }
    about.job = std::make_unique<client::ListModelsJob>(
        client::listRequestFor(*target, m_with.catalog.profilePrefixes()), m_with.transport, m_with.clock);
    connect(about.job.get(), &base::Job::finished, this, [this, connection] { take(connection); });
    Q_EMIT changed(connection);
}

void ModelLists::take(const QString &connection)
{
    Known &about = known(connection);
    const std::unique_ptr<client::ListModelsJob, QScopedPointerDeleteLater> job(about.job.release());
    about.error = job->error();
    if (!about.error) {
        about.listing = job->listing();
        keep(connection, *about.listing);
    }
    Q_EMIT changed(connection);
}

void ModelLists::keep(const QString &connection, const catalog::ModelListing &listing)
{
    QDir().mkpath(m_with.folder);
    const auto kept =
        base::AtomicFile::write(fileOf(connection), json::write(listing.toJson(), json::Layout::Pretty));
    if (!kept)
        qCWarning(lcUi).noquote() << "The list of models is not kept:" << kept.error().message;
}

void ModelLists::setFavourite(const QString &id, bool favourite)
{
    QStringList ids = stored(favouritesKey);
    ids.removeAll(id);
    if (favourite)
        ids.append(id);
    m_with.settings.setValue(favouritesKey, ids);
    for (const auto &[connection, about] : m_known)
        Q_EMIT changed(connection);
}

void ModelLists::noteUsed(const QString &id)
{
    if (id.isEmpty())
        return;
    QStringList ids = stored(recentsKey);
    ids.removeAll(id);
    ids.prepend(id);
    m_with.settings.setValue(recentsKey, ids.mid(0, mostRecents));
}

converse::LintFacts ModelLists::lintFacts(const QString &connection, const QString &id) const
{
    return conversation::lintFacts(m_with.catalog, id, m_with.rules.rulesFor(connection, id));
}

} // namespace outcrop::app
