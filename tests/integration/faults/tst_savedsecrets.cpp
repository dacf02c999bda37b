// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/staticprovider.h"
#include "core/run/runcontroller.h"
#include "tests/support/canaryscan.h"
#include "tests/support/clientrig.h"

#include <QFile>
#include <QTest>

using namespace outcrop;
using namespace outcrop::testsupport;
using namespace Qt::StringLiterals;

/// A gateway repeats the key it was given: neither the conversation nor the store may keep it.
class TestSavedSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRepeatedKeyIsNotSavedWithTheAnswer();
};

void TestSavedSecrets::aRepeatedKeyIsNotSavedWithTheAnswer()
{
    const QByteArray key = "sk-canary-0123456789+/==";
    FaultServer server(
        script::answer("401 No", "Content-Type: application/json\r\nx-request-id: " + key + "\r\n",
                       R"({"error":{"message":"Malformed API Key. Passed in: )" + key + R"("}})"));
    ClientRig rig;
    client::ConnectionTarget target = rig.call(server.url("")).target;
    target.auth = client::ConnectionTarget::Auth::Bearer;
    target.credentials = std::make_shared<credentials::StaticProvider>(
        u"test"_s,
        credentials::Identity(credentials::BearerToken{base::SecretString(key), u"test"_s, {}, {}}));

    conversation::Conversation question = conversation::newConversation();
    question.modelId = u"model"_s;
    question.draft = u"Hello"_s;
    conversation::ConversationDocument document(question);
    const QString path = rig.folder() + u"/saved.json"_s;
    QVERIFY(document.saver().saveAs(path).ok());
    const base::SystemClock clock;
    run::RunController controller(rig.client(), clock);
    controller.setTarget(target);
    controller.setDocument(&document);
    QVERIFY(controller.send().ok());
    QTRY_VERIFY_WITH_TIMEOUT(!controller.isRunning(), 20000);
    QCOMPARE(server.requests(), 1);
    QVERIFY(document.saver().saveNow().ok());
    QVERIFY(rig.store().flush());

    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("Malformed API Key")); // the error is in the file
    const auto hits = CanaryScan({{u"gateway key"_s, {}, key}}).scanFolder(rig.folder());
    QVERIFY2(hits.empty(), qPrintable(CanaryScan::report(hits)));
}

QTEST_GUILESS_MAIN(TestSavedSecrets)
#include "tst_savedsecrets.moc"
