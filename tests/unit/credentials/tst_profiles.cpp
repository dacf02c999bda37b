// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/profilefacts.h"
#include "core/credentials/sessionsecrets.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace outcrop;
using namespace outcrop::credentials;

namespace
{

const QString configPath = QStringLiteral("/home/me/.aws/config");
const QString credentialsPath = QStringLiteral("/home/me/.aws/credentials");

ProfileSet profiles(const QByteArray &config, const QByteArray &keys = {})
{
    const auto first = parseIni(config, configPath);
    const auto second = parseIni(keys, credentialsPath);
    if (!first || !second)
        qFatal("the fixture is malformed: %s", qPrintable((first ? second : first).error().message));
    return ProfileSet::from(*first, *second);
}

QString valueIn(const IniFile &file, qsizetype section, QStringView name)
{
    const IniProperty *found = file.sections.at(static_cast<size_t>(section)).find(name);
    return found ? found->text() : QStringLiteral("(absent)");
}

} // namespace

class TestProfiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsSectionsPropertiesAndComments();
    void namesHaveNoCaseButValuesDo();
    void indentedLinesContinueTheProperty();
    void repeatedSectionsMergeAndLaterValuesWinWithANotice();
    void dropsAByteOrderMarkAndCarriageReturns();
    void namesTheFileAndLineOfAMalformedLine_data();
    void namesTheFileAndLineOfAMalformedLine();
    void anErrorNeverQuotesTheLine();

    void configSectionsAreNamedWithTheWordProfile();
    void profileDefaultGoesBeforeDefault();
    void credentialsFileWinsKeyByKey();
    void reportsUnknownKeysAndIgnoredSections();
    void noNoticeQuotesWhatMayBeASecret();
    void findsServiceEndpoints();
    void locatesTheFiles();
    void choosesTheProfileOfTheEnvironment();
    void missingFilesAreEmptyAndStrangeOnesAreErrors();
    void saysWhenOthersCanReadTheKeys();
    void survivesEveryTruncationAndEveryByte();
    void listsFactsWithoutSecrets();
    void saysWhatCannotWork();

    void sessionSecretsAreKeptUntilRemoved();
};

void TestProfiles::readsSectionsPropertiesAndComments()
{
    const auto file = parseIni("# first\n; second\n\n   # indented\n[default]\nregion=eu-west-1\n"
                               "output =  json   # not this\nrole_session_name = a#b;c\nempty = # nothing\n"
                               "[ profile  x ] ; why\naws_access_key_id\t=\tAKIA=1\n",
                               configPath);
    QVERIFY2(file.ok(), qPrintable(file ? QString() : file.error().message));
    QCOMPARE(file->sections.size(), size_t(2));
    QCOMPARE(file->sections[0].header, QStringLiteral("default"));
    QCOMPARE(file->sections[0].line, 5);
    QCOMPARE(valueIn(*file, 0, u"region"), QStringLiteral("eu-west-1"));
    QCOMPARE(valueIn(*file, 0, u"output"), QStringLiteral("json"));
    QCOMPARE(valueIn(*file, 0, u"role_session_name"), QStringLiteral("a#b;c"));
    QCOMPARE(valueIn(*file, 0, u"empty"), QString());
    QCOMPARE(file->sections[1].header, QStringLiteral("profile  x"));
    QCOMPARE(valueIn(*file, 1, u"aws_access_key_id"), QStringLiteral("AKIA=1"));
    QCOMPARE(file->sections[1].find(u"aws_access_key_id")->line, 11);
    QVERIFY(file->notices.isEmpty());
}

void TestProfiles::namesHaveNoCaseButValuesDo()
{
    const auto file = parseIni("[default]\nAWS_Access_Key_ID = AbC\n", configPath);
    QCOMPARE(valueIn(*file, 0, u"aws_access_key_id"), QStringLiteral("AbC"));
}

void TestProfiles::indentedLinesContinueTheProperty()
{
    const auto file =
        parseIni("[services mine]\nbedrock_runtime =\n  endpoint_url = http://localhost:1 ; own\n"
                 "\tother=2\ns3 =\n  a = 1\nregion = one\n  two\n",
                 configPath);
    QVERIFY(file.ok());
    const IniProperty *service = file->sections[0].find(u"bedrock_runtime");
    QVERIFY(service);
    QCOMPARE(service->nested.size(), size_t(2));
    QCOMPARE(service->nested[0].name, QStringLiteral("endpoint_url"));
    QCOMPARE(service->nested[0].text(), QStringLiteral("http://localhost:1"));
    QCOMPARE(service->nested[1].text(), QStringLiteral("2"));
    QCOMPARE(valueIn(*file, 0, u"region"), QStringLiteral("one\ntwo"));
}

void TestProfiles::repeatedSectionsMergeAndLaterValuesWinWithANotice()
{
    const auto file =
        parseIni("[a]\nregion = one\noutput = text\n[b]\nx = 1\n[a]\nregion = two\n", credentialsPath);
    QVERIFY(file.ok());
    QCOMPARE(file->sections.size(), size_t(2));
    QCOMPARE(valueIn(*file, 0, u"region"), QStringLiteral("two"));
    QCOMPARE(valueIn(*file, 0, u"output"), QStringLiteral("text"));
    QCOMPARE(
        file->notices,
        (QStringList{
            credentialsPath +
                QStringLiteral(", line 6: [a] stands here again and is read as one with line 1."),
            credentialsPath +
                QStringLiteral(", line 7: \"region\" stands here again; this one counts, not line 2.")}));
}

void TestProfiles::dropsAByteOrderMarkAndCarriageReturns()
{
    const auto file = parseIni("\xef\xbb\xbf[default]\r\nregion = eu-west-1\r\n", configPath);
    QVERIFY(file.ok());
    QCOMPARE(valueIn(*file, 0, u"region"), QStringLiteral("eu-west-1"));
    QCOMPARE(file->notices.size(), 1);
}

void TestProfiles::namesTheFileAndLineOfAMalformedLine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, const QByteArray &bytes, const char *where) {
        QTest::newRow(name) << bytes << QString::fromLatin1(where);
    };
    row("neither section nor property", "[a]\nSECRETLINE\n", "line 2 is neither");
    row("property before any section", "SECRETLINE = 1\n", "line 1 stands before");
    row("no closing bracket", "[a]\n[SECRETLINE\n", "line 2 begins a section without the closing bracket");
    row("text after the bracket", "[a] SECRETLINE\n", "line 1 has more text");
    row("no section name", "[  ]\n", "line 1 begins a section without a name");
    row("no property name", "[a]\n= SECRETLINE\n", "line 2 is neither");
    row("indented after a header", "[a]\n  SECRETLINE = 1\n", "line 2 is indented but continues nothing");
    row("nested without equals", "[a]\ns3 =\n  SECRETLINE\n", "line 3 is indented but is not");
    row("Latin-1", "[a]\nx = SECRETLINE\xe9\n", "line 2 is not UTF-8");
    row("cut UTF-8", "[a]\nx = SECRETLINE\xc3", "line 2 is not UTF-8");
    row("UTF-16", QByteArray("\xff\xfe[\0a\0]\0", 8), "line 1 is not UTF-8");
    row("NUL", QByteArray("[a]\nx = SECRETLINE\0\n", 20), "line 2 is not UTF-8");
}

void TestProfiles::namesTheFileAndLineOfAMalformedLine()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, where);
    const auto file = parseIni(bytes, credentialsPath);
    QVERIFY(!file.ok());
    QCOMPARE(file.error().kind, base::ErrorKind::Credentials);
    QVERIFY2(file.error().message.startsWith(credentialsPath + QStringLiteral(", ") + where),
             qPrintable(file.error().message));
    QVERIFY(!file.error().advice.isEmpty());
}

void TestProfiles::anErrorNeverQuotesTheLine()
{
    const auto file = parseIni("[a]\naws_secret_access_key SECRETLINE\n", credentialsPath);
    QVERIFY(!file.ok());
    const base::Error error = file.error();
    QVERIFY(!(error.message + error.advice + error.detail).contains(QStringLiteral("SECRETLINE")));
}

void TestProfiles::configSectionsAreNamedWithTheWordProfile()
{
    const ProfileSet set = profiles("[default]\nregion = a\n[profile one]\nregion = b\n[two]\nregion = c\n"
                                    "[profile \"my work\"]\nregion = d\n[profile my other]\nregion = e\n"
                                    "[sso-session s]\nsso_region = f\n[plugins]\n",
                                    "[two]\naws_access_key_id = x\n");
    QCOMPARE(set.names(), (QStringList{QStringLiteral("default"), QStringLiteral("one"),
                                       QStringLiteral("my work"), QStringLiteral("two")}));
    QCOMPARE(set.find(QStringLiteral("my work"))->text(u"region"), QStringLiteral("d"));
    QVERIFY(!set.find(QStringLiteral("two"))->has(u"region"));
    QVERIFY(set.ssoSession(QStringLiteral("s")));
    QVERIFY(!set.ssoSession(QStringLiteral("t")));
    QCOMPARE(set.notices().size(), 3); // [two], [profile my other], [plugins]
}

void TestProfiles::profileDefaultGoesBeforeDefault()
{
    for (const QByteArray &config :
         {QByteArray("[default]\nregion = plain\noutput = x\n[profile default]\nregion = long\n"),
          QByteArray("[profile default]\nregion = long\n[default]\nregion = plain\n")}) {
        const ProfileSet set = profiles(config);
        QCOMPARE(set.names(), QStringList{QStringLiteral("default")});
        QCOMPARE(set.find(QStringLiteral("default"))->text(u"region"), QStringLiteral("long"));
        QCOMPARE(set.notices().size(), 1);
    }
}

void TestProfiles::credentialsFileWinsKeyByKey()
{
    const ProfileSet set = profiles("[profile a]\nregion = eu-west-1\naws_access_key_id = fromConfig\n",
                                    "[a]\naws_access_key_id = fromCredentials\n");
    const Profile *profile = set.find(QStringLiteral("a"));
    QCOMPARE(profile->text(u"aws_access_key_id"), QStringLiteral("fromCredentials"));
    QCOMPARE(profile->text(u"region"), QStringLiteral("eu-west-1"));
    QCOMPARE(profile->inConfig->find(u"aws_access_key_id")->text(), QStringLiteral("fromConfig"));
}

void TestProfiles::reportsUnknownKeysAndIgnoredSections()
{
    const ProfileSet set =
        profiles("[profile a]\nregoin = eu-west-1\ns3 =\n  x = 1\nuse_fips_endpoint = true\n",
                 "[profile b]\naws_acces_key_id = AKIASECRET\n");
    QCOMPARE(set.notices().size(), 3);
    QVERIFY(set.notices().at(0).contains(QStringLiteral("line 2: \"regoin\"")));
    QVERIFY(set.notices().at(1).contains(QStringLiteral("without the word profile")));
    QVERIFY(set.notices().at(2).contains(QStringLiteral("aws_acces_key_id")));
    QVERIFY(!set.notices().join(u' ').contains(QStringLiteral("AKIASECRET")));
}

/// A token that an editor wrapped: its rest stands at the beginning of a line, and ends in its padding.
void TestProfiles::noNoticeQuotesWhatMayBeASecret()
{
    const QByteArray wrapped = "aws_session_token = abc\ncanaryzm9v==\nCanaryZm9vYmFy=\nCanary/+Zm9v=x\n"
                               "Canary0123456789012345678901234567890123456789 = x\ncanaryzm9v==\n";
    const ProfileSet set =
        profiles("[profile a]\n" + wrapped + "[CanaryZm9v/+YmFy]\n[CanaryZm9v/+YmFy]\n",
                 "[a]\n" + wrapped + "[profile Canary0123456789012345678901234567890123456789]\n");
    QVERIFY(set.notices().size() >= 12);
    const QString notices = set.notices().join(u'\n');
    QVERIFY2(!notices.contains(QStringLiteral("canary"), Qt::CaseInsensitive), qPrintable(notices));
    QVERIFY2(notices.contains(QStringLiteral("config, line 5: a name that is none is not known")),
             qPrintable(notices));
}

void TestProfiles::findsServiceEndpoints()
{
    const ProfileSet set =
        profiles("[profile a]\nservices = mine\n[profile b]\nservices = none\n"
                 "[services mine]\nsts =\n  endpoint_url = https://sts.example\nbedrock =\n");
    QCOMPARE(set.serviceEndpoint(*set.find(QStringLiteral("a")), u"sts"),
             QStringLiteral("https://sts.example"));
    QCOMPARE(set.serviceEndpoint(*set.find(QStringLiteral("a")), u"bedrock"), QString());
    QCOMPARE(set.serviceEndpoint(*set.find(QStringLiteral("b")), u"sts"), QString());
}

void TestProfiles::locatesTheFiles()
{
    QProcessEnvironment environment;
    const QString home = QStringLiteral("/home/me");
    QCOMPARE(ProfileFiles::locate(environment, home).config, configPath);
    QCOMPARE(ProfileFiles::locate(environment, home).credentials, credentialsPath);
    environment.insert(QStringLiteral("AWS_CONFIG_FILE"), QStringLiteral("~/work/aws.ini"));
    environment.insert(QStringLiteral("AWS_SHARED_CREDENTIALS_FILE"), QStringLiteral("/tmp/keys"));
    QCOMPARE(ProfileFiles::locate(environment, home).config, QStringLiteral("/home/me/work/aws.ini"));
    QCOMPARE(ProfileFiles::locate(environment, home).credentials, QStringLiteral("/tmp/keys"));
    QCOMPARE(ProfileFiles::locate({}, {}).config, QString());
}

void TestProfiles::choosesTheProfileOfTheEnvironment()
{
    QProcessEnvironment environment;
    QCOMPARE(profileFromEnvironment(environment), QString());
    environment.insert(QStringLiteral("AWS_PROFILE"), QStringLiteral("one"));
    QCOMPARE(profileFromEnvironment(environment), QStringLiteral("one"));
    environment.insert(QStringLiteral("AWS_DEFAULT_PROFILE"), QStringLiteral("two"));
    QCOMPARE(profileFromEnvironment(environment), QStringLiteral("two"));
}

void TestProfiles::missingFilesAreEmptyAndStrangeOnesAreErrors()
{
    QTemporaryDir folder;
    const QString absent = folder.filePath(QStringLiteral("absent"));
    const auto none = ProfileSet::load({absent, absent});
    QVERIFY(none.ok());
    QVERIFY(none->names().isEmpty());
    QVERIFY(ProfileSet::load({}).ok());
    QVERIFY(none->noSuchProfile(QStringLiteral("x")).message.contains(QStringLiteral("\"x\"")));

    const QString pipe = folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    const QString large = folder.filePath(QStringLiteral("large"));
    QFile file(large);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(QByteArray(10 * 1024 * 1024, '#')), 10 * 1024 * 1024);
    file.close();
    QElapsedTimer time;
    time.start();
    for (const QString &strange : {pipe, large, folder.path()}) {
        const auto read = ProfileSet::load({strange, absent});
        QVERIFY2(!read.ok(), qPrintable(strange));
        QCOMPARE(read.error().kind, base::ErrorKind::Storage);
        QVERIFY2(read.error().message.contains(strange), qPrintable(read.error().message));
    }
    QVERIFY(time.elapsed() < 1000);
}

void TestProfiles::saysWhenOthersCanReadTheKeys()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("credentials")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[default]\naws_access_key_id = x\n");
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    const auto open = ProfileSet::load({{}, file.fileName()});
    QVERIFY(open.ok());
    QCOMPARE(open->notices().size(), 1);
    QVERIFY2(open->notices().first().contains(QStringLiteral("0600")), qPrintable(open->notices().first()));
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(ProfileSet::load({{}, file.fileName()})->notices().isEmpty());
}

/// Whatever stands there, it is read or refused; the facts of what was read can be asked.
void TestProfiles::survivesEveryTruncationAndEveryByte()
{
    const QByteArray whole =
        "\xef\xbb\xbf# a\n[default]\nregion = x ; y\ns3 =\n  a = 1\n\n[profile \"b c\"]\r\n"
        "role_arn = arn:aws:iam::1:role/r\nsource_profile=default\n more\n[sso-session s]\n=\n";
    const auto read = [](const QByteArray &bytes) {
        const auto file = parseIni(bytes, configPath);
        if (!file)
            return;
        const ProfileSet set = ProfileSet::from(*file, *file);
        QVERIFY(profileFacts(set).size() == size_t(set.names().size()));
    };
    for (qsizetype length = 0; length <= whole.size(); ++length)
        read(whole.left(length));
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (const char byte : QByteArray("\0\n\r\t []=#;\\\"\x7f\x80\xff", 16)) {
            QByteArray changed = whole;
            changed[at] = byte;
            read(changed);
        }
    }
}

void TestProfiles::listsFactsWithoutSecrets()
{
    const ProfileSet set = profiles(
        "[default]\nregion = us-east-1\naws_access_key_id = AKIA\naws_secret_access_key = "
        "s\naws_session_token = t\n"
        "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = keys\nmfa_serial = m\n"
        "[profile web]\nrole_arn = arn:aws:iam::111122223333:role/w\nweb_identity_token_file = /t\n"
        "[profile sso]\nsso_session = s\nsso_account_id = 1\nsso_role_name = Dev\n"
        "[profile process]\ncredential_process = /bin/x\n[profile login]\nlogin_session = id\n"
        "[profile empty]\noutput = json\n[sso-session s]\nsso_start_url = https://a.example/start\n",
        "[keys]\naws_access_key_id = AKIA\naws_secret_access_key = s\n");
    std::map<QString, ProfileFacts> facts;
    for (const ProfileFacts &each : profileFacts(set)) {
        QVERIFY2(each.problem.isEmpty(), qPrintable(each.name + each.problem));
        facts[each.name] = each;
    }
    QCOMPARE(facts[QStringLiteral("default")].kind, ProfileKind::SessionKeys);
    QCOMPARE(facts[QStringLiteral("default")].region, QStringLiteral("us-east-1"));
    QCOMPARE(facts[QStringLiteral("keys")].kind, ProfileKind::StaticKeys);
    QCOMPARE(facts[QStringLiteral("role")].kind, ProfileKind::AssumeRole);
    QCOMPARE(facts[QStringLiteral("role")].accountId, QStringLiteral("123456789012"));
    QCOMPARE(facts[QStringLiteral("role")].sourceProfile, QStringLiteral("keys"));
    QVERIFY(facts[QStringLiteral("role")].asksForCode);
    QCOMPARE(facts[QStringLiteral("web")].kind, ProfileKind::WebIdentity);
    QCOMPARE(facts[QStringLiteral("sso")].kind, ProfileKind::Sso);
    QCOMPARE(facts[QStringLiteral("sso")].ssoStartUrl, QStringLiteral("https://a.example/start"));
    QCOMPARE(facts[QStringLiteral("process")].kind, ProfileKind::Process);
    QCOMPARE(facts[QStringLiteral("login")].kind, ProfileKind::Login);
    QCOMPARE(facts[QStringLiteral("empty")].kind, ProfileKind::Nothing);
}

void TestProfiles::saysWhatCannotWork()
{
    const ProfileSet set =
        profiles("[profile a]\nrole_arn = r\n[profile b]\nrole_arn = r\nsource_profile = none\n"
                 "[profile c]\nrole_arn = r\nsource_profile = a\ncredential_source = Environment\n"
                 "[profile d]\nsso_session = none\nsso_account_id = 1\nsso_role_name = x\n"
                 "[profile e]\naws_access_key_id = AKIA\n");
    for (const ProfileFacts &each : profileFacts(set))
        QVERIFY2(!each.problem.isEmpty(), qPrintable(each.name));
}

void TestProfiles::sessionSecretsAreKeptUntilRemoved()
{
    SessionSecrets store;
    const QString name = QStringLiteral("connection/1/token");
    const auto done = [](std::unique_ptr<SecretJob> job) {
        QSignalSpy finished(job.get(), &SecretJob::finished);
        finished.wait();
        return job;
    };
    QVERIFY(!done(store.read(name))->secret());
    QVERIFY(!done(store.write(name, base::SecretString(QByteArray("a\0b", 3))))->error());
    QCOMPARE(done(store.read(name))->secret()->reveal(), QByteArray("a\0b", 3));
    QVERIFY(!done(store.remove(name))->error());
    QVERIFY(!done(store.read(name))->secret());
}

QTEST_GUILESS_MAIN(TestProfiles)
#include "tst_profiles.moc"
