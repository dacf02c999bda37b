// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/aws/sigv4cases.h"

#include "core/json/json.h"

#include <QDir>
#include <QFile>

using namespace outcrop;

namespace
{

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

json::Json jsonOf(const QString &path)
{
    return json::parse(contentOf(path)).valueOr(json::Json());
}

bool flag(const json::Json &object, QLatin1StringView key)
{
    return object.value(key).toBool().value_or(false);
}

QByteArray text(const json::Json &object, QLatin1StringView key)
{
    return object.value(key).toUtf8();
}

aws::Headers headersOf(const json::Json &list)
{
    aws::Headers headers;
    for (qsizetype i = 0; i < list.size(); ++i)
        headers.emplace_back(list.at(i).at(0).toUtf8(), list.at(i).at(1).toUtf8());
    return headers;
}

/// Request line, headers (a line that begins with a space continues the one before), empty line, body.
void readRequest(const QByteArray &raw, Sigv4Case &made)
{
    const qsizetype headEnd = raw.indexOf("\n\n");
    const QByteArray head = headEnd < 0 ? raw.trimmed() : raw.left(headEnd);
    made.body = headEnd < 0 ? QByteArray() : raw.mid(headEnd + 2);
    const QByteArrayList lines = head.split('\n');
    const QByteArray &first = lines.first();
    made.input.method = first.left(first.indexOf(' '));
    made.input.requestTarget =
        first.mid(first.indexOf(' ') + 1, first.lastIndexOf(' ') - first.indexOf(' ') - 1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        if (lines[i].startsWith(' ')) {
            made.input.headers.back().second += '\n' + lines[i];
            continue;
        }
        const qsizetype colon = lines[i].indexOf(':');
        made.input.headers.emplace_back(lines[i].left(colon), lines[i].mid(colon + 1));
    }
}

} // namespace

aws::SigningInput Sigv4Case::inputWithBody() const
{
    aws::SigningInput copy = input;
    copy.body = body;
    return copy;
}

std::vector<Sigv4Case> awsSuite(const QString &folder)
{
    std::vector<Sigv4Case> cases;
    for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString base = folder + u'/' + name + u'/';
        const json::Json context = jsonOf(base + QStringLiteral("context.json"));
        const json::Json keys = context.value(QLatin1StringView("credentials"));
        Sigv4Case made;
        made.name = name;
        readRequest(contentOf(base + QStringLiteral("request.txt")), made);
        made.credentials.accessKeyId = text(keys, QLatin1StringView("access_key_id"));
        made.credentials.secretAccessKey =
            base::SecretString(text(keys, QLatin1StringView("secret_access_key")));
        if (keys.contains(QLatin1StringView("token")))
            made.credentials.sessionToken = base::SecretString(text(keys, QLatin1StringView("token")));
        made.input.region = text(context, QLatin1StringView("region"));
        made.input.service = text(context, QLatin1StringView("service"));
        made.input.amzDate = text(context, QLatin1StringView("timestamp")).replace('-', "").replace(':', "");
        made.input.normalizePath = flag(context, QLatin1StringView("normalize"));
        made.input.signBody = flag(context, QLatin1StringView("sign_body"));
        made.input.signSessionToken = !flag(context, QLatin1StringView("omit_session_token"));
        made.expected["canonicalRequest"] = contentOf(base + QStringLiteral("header-canonical-request.txt"));
        made.expected["stringToSign"] = contentOf(base + QStringLiteral("header-string-to-sign.txt"));
        made.expected["signature"] = contentOf(base + QStringLiteral("header-signature.txt"));
        cases.push_back(made);
    }
    return cases;
}

std::vector<Sigv4Case> bedrockCases(const QString &folder)
{
    std::vector<Sigv4Case> cases;
    for (const QString &file : QDir(folder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        const json::Json root = jsonOf(folder + u'/' + file);
        const json::Json request = root.value(QLatin1StringView("request"));
        const json::Json keys = root.value(QLatin1StringView("credentials"));
        const json::Json expected = root.value(QLatin1StringView("expected"));
        Sigv4Case made;
        made.name = text(root, QLatin1StringView("name")).isEmpty()
                        ? file
                        : QString::fromUtf8(text(root, QLatin1StringView("name")));
        made.input.method = text(request, QLatin1StringView("method"));
        made.input.requestTarget = text(request, QLatin1StringView("requestTarget"));
        made.input.headers = headersOf(request.value(QLatin1StringView("headers")));
        made.body = text(request, QLatin1StringView("body"));
        made.credentials.accessKeyId = text(keys, QLatin1StringView("accessKeyId"));
        made.credentials.secretAccessKey =
            base::SecretString(text(keys, QLatin1StringView("secretAccessKey")));
        if (keys.contains(QLatin1StringView("sessionToken")))
            made.credentials.sessionToken = base::SecretString(text(keys, QLatin1StringView("sessionToken")));
        made.input.region = text(root, QLatin1StringView("region"));
        made.input.service = text(root, QLatin1StringView("service"));
        made.input.amzDate = text(root, QLatin1StringView("amzDate"));
        for (qsizetype i = 0; i < expected.size(); ++i) {
            if (expected.at(i).isString())
                made.expected[expected.keyUtf8At(i)] = expected.at(i).toUtf8();
        }
        // The vectors say only by their answer whether the hash is sent as a header.
        made.input.signBody = made.expected["signedHeaders"].contains("x-amz-content-sha256");
        made.expectedHeaders = headersOf(expected.value(QLatin1StringView("headersToSend")));
        cases.push_back(made);
    }
    return cases;
}
