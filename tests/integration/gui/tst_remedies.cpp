// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/remedies.h"

#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using connections::AuthKind;
using ui::models::ErrorRemedy;

namespace
{

base::Error refusal(const QString &code, const QString &words, base::ErrorKind kind)
{
    base::Error error = base::makeError(kind, u"No."_s);
    error.code = code;
    error.serviceMessage = words;
    return error;
}

} // namespace

class TestRemedies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSignatureIsMendedByTheKeyWhereTheKeyMayBeWrong_data()
    {
        QTest::addColumn<int>("auth");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("remedy");
        const QString invalid = u"InvalidSignatureException"_s;
        const QString mismatch = u"The request signature we calculated does not match the signature you "
                                 "provided. Check your AWS Secret Access Key and signing method."_s;
        const auto row = [](const char *name, AuthKind auth, const QString &code, const QString &words,
                            ErrorRemedy remedy) {
            QTest::newRow(name) << int(auth) << code << words << int(remedy);
        };
        row("wrong secret", AuthKind::AwsKeys, invalid, mismatch, ErrorRemedy::Key);
        row("old code", AuthKind::AwsKeys, u"SignatureDoesNotMatch"_s, mismatch, ErrorRemedy::Key);
        row("no words", AuthKind::AwsKeys, invalid, {}, ErrorRemedy::Key);
        row("clock", AuthKind::AwsKeys, invalid,
            u"Signature expired: 20261128T100000Z is now earlier than 20261128T101500Z"_s, ErrorRemedy::None);
        row("clock ahead", AuthKind::AwsKeys, invalid, u"Signature not yet current: 20261128T100000Z"_s,
            ErrorRemedy::None);
        row("region", AuthKind::AwsKeys, invalid,
            u"Credential should be scoped to a valid region, not 'eu-west-1'."_s, ErrorRemedy::None);
        row("incomplete", AuthKind::AwsKeys, u"IncompleteSignatureException"_s, {}, ErrorRemedy::None);
        row("profile", AuthKind::AwsProfile, invalid, mismatch, ErrorRemedy::None);
    }
    void aSignatureIsMendedByTheKeyWhereTheKeyMayBeWrong()
    {
        QFETCH(int, auth);
        QFETCH(QString, code);
        QFETCH(QString, words);
        connections::ConnectionSpec spec;
        spec.auth = AuthKind(auth);
        const base::Error error = refusal(code, words, base::ErrorKind::Credentials);
        QTEST(int(app::remedyFor(error, spec, [] { return ui::models::Sender(); })), "remedy");
    }

    void whoSendsIsAskedOnlyWhereItDecides()
    {
        connections::ConnectionSpec spec;
        spec.auth = AuthKind::AwsProfile;
        int asked = 0;
        const auto sender = [&asked] {
            ++asked;
            ui::models::Sender found;
            found.signIn.emplace();
            return found;
        };
        for (const auto kind :
             {base::ErrorKind::Throttled, base::ErrorKind::Validation, base::ErrorKind::AccessDenied})
            QCOMPARE(app::remedyFor(refusal(u"Any"_s, {}, kind), spec, sender), ErrorRemedy::None);
        QCOMPARE(asked, 0);
        QCOMPARE(app::remedyFor(refusal(u"ExpiredTokenException"_s, {}, base::ErrorKind::Credentials), spec,
                                sender),
                 ErrorRemedy::SignIn);
        QCOMPARE(asked, 1);
    }
};

QTEST_GUILESS_MAIN(TestRemedies)
#include "tst_remedies.moc"
