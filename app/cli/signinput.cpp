// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/signinput.h"

#include <optional>

namespace outcrop::app
{

namespace
{

using json::Json;

base::Error wrong(const QString &pointer, const QString &why)
{
    return base::makeError(base::ErrorKind::BadInput, QStringLiteral("The member %1 %2.").arg(pointer, why),
                           QStringLiteral("See \"outcrop sign --help\" for the form of the input."));
}

/// Reads members one after the other and remembers the first that is wrong.
class Reader
{
public:
    QByteArray text(const Json &object, const QString &path, QStringView key, bool required = true)
    {
        const std::optional<Json> found = object.find(key);
        const QString pointer = path + u'/' + key.toString();
        if (found && !found->isString())
            note(pointer, QStringLiteral("is not a string"));
        else if (!found && required)
            note(pointer, QStringLiteral("is missing"));
        return found ? found->toUtf8() : QByteArray();
    }

    aws::Headers headers(const Json &list)
    {
        aws::Headers headers;
        if (!list.isArray())
            note(QStringLiteral("/request/headers"), QStringLiteral("is not a list of [name, value] pairs"));
        for (qsizetype i = 0; i < list.size(); ++i) {
            const Json pair = list.at(i);
            if (pair.size() != 2 || !pair.at(0).isString() || !pair.at(1).isString())
                note(QStringLiteral("/request/headers/%1").arg(i),
                     QStringLiteral("is not a [name, value] pair"));
            else
                headers.emplace_back(pair.at(0).toUtf8(), pair.at(1).toUtf8());
        }
        return headers;
    }

    void note(const QString &pointer, const QString &why)
    {
        if (!m_error)
            m_error = wrong(pointer, why);
    }

    const std::optional<base::Error> &error() const { return m_error; }

private:
    std::optional<base::Error> m_error;
};

bool hasHost(const aws::Headers &headers)
{
    for (const auto &[name, value] : headers) {
        if (name.compare("host", Qt::CaseInsensitive) == 0 && !value.isEmpty())
            return true;
    }
    return false;
}

} // namespace

aws::SigningInput SignInput::signingInput() const
{
    aws::SigningInput input = signing;
    input.body = body;
    input.signBody = signBody;
    return input;
}

base::Result<SignInput> readSignInput(const Json &input)
{
    Reader reader;
    SignInput read;
    const Json request = input.value(u"request");
    const Json keys = input.value(u"credentials");
    const QString inRequest = QStringLiteral("/request");
    const QString inKeys = QStringLiteral("/credentials");
    read.signing.method = reader.text(request, inRequest, u"method");
    read.signing.requestTarget = reader.text(request, inRequest, u"requestTarget");
    read.signing.headers = reader.headers(request.value(u"headers"));
    read.body = reader.text(request, inRequest, u"body", false);
    read.credentials.accessKeyId = reader.text(keys, inKeys, u"accessKeyId");
    read.credentials.secretAccessKey = base::SecretString(reader.text(keys, inKeys, u"secretAccessKey"));
    if (const QByteArray token = reader.text(keys, inKeys, u"sessionToken", false); !token.isEmpty())
        read.credentials.sessionToken = base::SecretString(token);
    read.signing.region = reader.text(input, {}, u"region");
    if (const QByteArray service = reader.text(input, {}, u"service", false); !service.isEmpty())
        read.signing.service = service;
    read.signing.amzDate = reader.text(input, {}, u"amzDate");
    read.signBody =
        input.value(u"signBody")
            .toBool()
            .value_or(
                input.value(u"expected").value(u"signedHeaders").toUtf8().contains("x-amz-content-sha256"));
    if (!reader.error() && !hasHost(read.signing.headers))
        reader.note(QStringLiteral("/request/headers"), QStringLiteral("has no Host, which must be signed"));
    if (!reader.error() && !read.signing.requestTarget.startsWith('/'))
        reader.note(QStringLiteral("/request/requestTarget"), QStringLiteral("does not begin with a slash"));
    if (reader.error())
        return *reader.error();
    return read;
}

Json signatureToJson(const aws::Signature &signature)
{
    Json headers = Json::array();
    for (const auto &[name, value] : signature.headersToSend)
        headers.append(Json::array({Json::string(name), Json::string(value)}));
    Json steps = Json::object();
    const std::pair<QStringView, QByteArray> texts[] = {
        {u"canonicalPath", signature.canonicalPath},
        {u"canonicalQuery", signature.canonicalQuery},
        {u"signedHeaders", signature.signedHeaders},
        {u"payloadHash", signature.payloadHash},
        {u"canonicalRequest", signature.canonicalRequest},
        {u"stringToSign", signature.stringToSign},
        {u"signature", signature.signature},
        {u"authorization", signature.authorization},
    };
    for (const auto &[key, text] : texts)
        steps.set(key, Json::string(text));
    steps.set(u"headersToSend", headers);
    return steps;
}

} // namespace outcrop::app
