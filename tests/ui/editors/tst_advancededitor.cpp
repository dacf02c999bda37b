// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "ui/editors/advancededitor.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>
#include <QToolButton>

#include <map>

using namespace outcrop;
using namespace outcrop::ui;
using namespace Qt::StringLiterals;
using conversation::ConversationDocument;
using models::AdvancedModel;

namespace
{

QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The members of the shapes in shapes.md: name and type of each.
using Shapes = std::map<QString, QList<std::pair<QString, QString>>>;

Shapes shapesOf(const QString &text)
{
    static const QRegularExpression heading(u"^### (\\w+)$"_s);
    static const QRegularExpression member(u"^\\| `(\\w+)`.* \\| (.*) \\|$"_s);
    Shapes shapes;
    QString current;
    for (const QString &line : text.split(u'\n')) {
        if (const auto found = heading.match(line); found.hasMatch())
            current = found.captured(1);
        else if (const auto row = member.match(line); row.hasMatch() && !current.isEmpty())
            shapes[current].append({row.captured(1), row.captured(2)});
    }
    return shapes;
}

/// The paths of all members below one of @p type that are not structures themselves.
void collect(const Shapes &shapes, const QString &path, const QString &type, const QStringList &whole,
             QStringList *members)
{
    static const QRegularExpression structure(u"^\\[(\\w+)\\]"_s);
    const auto found = structure.match(type);
    if (whole.contains(path) || !found.hasMatch() || !shapes.contains(found.captured(1))) {
        members->append(path);
        return;
    }
    for (const auto &[name, inner] : shapes.at(found.captured(1)))
        collect(shapes, path + u'.' + name, inner, whole, members);
}

} // namespace

class TestAdvancedEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<widgets::Theme>(widgets::ThemeChoice::Light); }
    void cleanupTestCase() { m_theme.reset(); }
    void init()
    {
        m_document = std::make_unique<ConversationDocument>(conversation::newConversation());
        m_model = std::make_unique<AdvancedModel>(m_document.get());
        m_editor = std::make_unique<editors::AdvancedEditor>(m_model.get());
        m_editor->resize(320, 900);
        m_editor->show();
        m_editor->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
    }
    void cleanup()
    {
        m_editor.reset();
        m_model.reset();
        m_document.reset();
    }

    void everyMemberHasAForm();
    void everyMemberOfTheServiceModelHasAForm();
    void textAndChoicesAreSetAndUnset();
    void listsAndMapsAreWritten();
    void freeJsonIsSentAsItIs();
    void aSchemaIsSentAsAStringWithItsType();
    void membersWithoutAFormAreKeptAndCanBeChanged();
    void undoAndFilesAreSeen();
    void enterFoldsAsSpaceDoes();

private:
    template <typename T>
    T *named(const QString &name) const
    {
        for (T *widget : m_editor->findChildren<T *>()) {
            if (widget->accessibleName() == name)
                return widget;
        }
        return nullptr;
    }
    void open(const QString &member)
    {
        auto *heading = named<QToolButton>(member);
        QVERIFY2(heading, qPrintable(member));
        heading->setFocus();
        QTest::keyClick(heading, Qt::Key_Space);
    }
    void write(const QString &field, const QString &text)
    {
        auto *line = named<QLineEdit>(field);
        QVERIFY2(line, qPrintable(field));
        line->setFocus();
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, text);
    }
    void writeJson(const QString &field, const QString &text)
    {
        QWidget *editor = nullptr;
        for (auto *view : m_editor->findChildren<widgets::JsonView *>()) {
            if (view->focusProxy()->accessibleName() == field)
                editor = view->focusProxy();
        }
        QVERIFY2(editor, qPrintable(field));
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(editor, Qt::Key_Delete);
        QTest::keyClicks(editor, text);
    }
    void choose(const QString &field, Qt::Key key, int times = 1)
    {
        auto *choice = named<QComboBox>(field);
        QVERIFY2(choice, qPrintable(field));
        choice->setFocus();
        for (int i = 0; i < times; ++i)
            QTest::keyClick(choice, key);
    }
    QByteArray others() const { return json::write(m_document->conversation().otherMembers); }

    std::unique_ptr<widgets::Theme> m_theme;
    std::unique_ptr<ConversationDocument> m_document;
    std::unique_ptr<AdvancedModel> m_model;
    std::unique_ptr<editors::AdvancedEditor> m_editor;
};

void TestAdvancedEditor::everyMemberHasAForm()
{
    const QStringList members = contentOf(QStringLiteral(OUTCROP_TEST_DATA "/editors/converse-members.txt"))
                                    .split(u'\n', Qt::SkipEmptyParts);
    QVERIFY(members.size() > 15);
    for (const QString &member : members)
        QVERIFY2(AdvancedModel::reachedMembers().contains(member), qPrintable(member));
}

void TestAdvancedEditor::everyMemberOfTheServiceModelHasAForm()
{
    const QString vectors = qEnvironmentVariable("OUTCROP_VECTORS");
    const QString text = vectors.isEmpty() ? QString() : contentOf(vectors + u"/../protocol/shapes.md"_s);
    if (text.isEmpty()) {
        qInfo("SKIPPED: no shapes.md beside OUTCROP_VECTORS");
        QSKIP("no shapes.md");
    }
    const Shapes shapes = shapesOf(text);
    const QStringList whole{u"messages"_s, u"system"_s, u"toolConfig"_s, u"inferenceConfig"_s};
    QStringList members;
    for (const QString &request : {u"ConverseRequest"_s, u"ConverseStreamRequest"_s}) {
        QVERIFY(shapes.contains(request));
        for (const auto &[name, type] : shapes.at(request))
            collect(shapes, name, type, whole, &members);
    }
    QVERIFY(members.contains(u"guardrailConfig.streamProcessingMode"_s));
    for (const QString &member : members)
        QVERIFY2(AdvancedModel::reachedMembers().contains(member), qPrintable(member));
}

void TestAdvancedEditor::textAndChoicesAreSetAndUnset()
{
    open(u"guardrailConfig"_s);
    write(u"guardrailIdentifier"_s, u"abc1"_s);
    choose(u"trace"_s, Qt::Key_Down);
    choose(u"streamProcessingMode"_s, Qt::Key_Down, 2);
    QCOMPARE(others(), QByteArray(R"({"guardrailConfig":{"guardrailIdentifier":"abc1","trace":"enabled",)"
                                  R"("streamProcessingMode":"async"}})"));
    open(u"serviceTier"_s);
    choose(u"type"_s, Qt::Key_Down, 3);
    QVERIFY(others().contains(R"("serviceTier":{"type":"flex"})"));
    choose(u"type"_s, Qt::Key_Home);
    choose(u"trace"_s, Qt::Key_Home);
    choose(u"streamProcessingMode"_s, Qt::Key_Home);
    write(u"guardrailIdentifier"_s, {});
    QCOMPARE(others(), QByteArray("{}"));
}

void TestAdvancedEditor::listsAndMapsAreWritten()
{
    open(u"requestMetadata"_s);
    QTest::keyClick(named<QPushButton>(u"Add an entry to requestMetadata"_s), Qt::Key_Space);
    QTRY_VERIFY(named<QLineEdit>(u"requestMetadata: name 1"_s)->hasFocus());
    write(u"requestMetadata: name 1"_s, u"team"_s);
    write(u"requestMetadata: value 1"_s, u"radio"_s);
    open(u"promptVariables"_s);
    QTest::keyClick(named<QPushButton>(u"Add an entry to promptVariables"_s), Qt::Key_Space);
    write(u"promptVariables: name 1"_s, u"station"_s);
    write(u"promptVariables: value 1"_s, u"WZPZ"_s);
    open(u"fallbacks"_s);
    for (int i = 1; i <= 2; ++i) {
        QTest::keyClick(named<QPushButton>(u"Add an entry to fallbacks"_s), Qt::Key_Space);
        write(u"fallbacks: value %1"_s.arg(i), u"bedrock/m%1"_s.arg(i));
    }
    QCOMPARE(others(), QByteArray(R"({"requestMetadata":{"team":"radio"},"promptVariables":{"station":)"
                                  R"({"text":"WZPZ"}},"fallbacks":["bedrock/m1","bedrock/m2"]})"));
    QTest::keyClick(named<QToolButton>(u"Delete entry 1 of requestMetadata"_s), Qt::Key_Space);
    QVERIFY(!others().contains("requestMetadata"));
}

void TestAdvancedEditor::freeJsonIsSentAsItIs()
{
    open(u"additionalModelRequestFields"_s);
    writeJson(u"additionalModelRequestFields"_s, uR"({"top_k": 1.50, "x": [)"_s);
    QCOMPARE(others(), QByteArray("{}"));
    bool said = false;
    for (const QLabel *label : m_editor->findChildren<QLabel *>())
        said = said || (label->isVisible() && label->text().startsWith(u"Line 1, column "_s));
    QVERIFY(said);
    writeJson(u"additionalModelRequestFields"_s, uR"({"top_k": 1.50})"_s);
    QVERIFY(others().contains("1.50"));
    writeJson(u"additionalModelRequestFields"_s, {});
    QCOMPARE(others(), QByteArray("{}"));
}

void TestAdvancedEditor::aSchemaIsSentAsAStringWithItsType()
{
    open(u"outputConfig"_s);
    writeJson(u"schema"_s, u"{}"_s);
    QCOMPARE(others(),
             QByteArray(R"({"outputConfig":{"textFormat":{"structure":{"jsonSchema":{"schema":"{}"}},)"
                        R"("type":"json_schema"}}})"));
    write(u"effort"_s, u"high"_s);
    writeJson(u"schema"_s, {});
    QCOMPARE(others(), QByteArray(R"({"outputConfig":{"effort":"high"}})"));
}

void TestAdvancedEditor::membersWithoutAFormAreKeptAndCanBeChanged()
{
    m_document->setOtherMember(u"novelty"_s, json::Json(1));
    m_document->setOtherMember(u"guardrailConfig"_s,
                               json::Json::object({{QLatin1StringView("odd"), json::Json(true)}}));
    open(u"guardrailConfig"_s);
    write(u"guardrailVersion"_s, u"1"_s);
    QVERIFY(others().contains(R"("guardrailConfig":{"odd":true,"guardrailVersion":"1"})"));
    open(u"other members"_s);
    writeJson(u"Other members as JSON"_s, uR"({"novelty": 2, "more": []})"_s);
    QVERIFY(others().contains(R"("novelty":2)") && others().contains(R"("more":[])"));
    QVERIFY(others().contains("guardrailConfig"));
}

void TestAdvancedEditor::enterFoldsAsSpaceDoes()
{
    auto *heading = named<QToolButton>(u"guardrailConfig"_s);
    heading->setFocus();
    bool open = heading->isChecked();
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space}) {
        QTest::keyClick(heading, key, key == Qt::Key_Enter ? Qt::KeypadModifier : Qt::NoModifier);
        open = !open;
        QCOMPARE(heading->isChecked(), open);
        QCOMPARE(heading->text().startsWith(u'▾'), open);
    }
    QVERIFY(named<QLineEdit>(u"guardrailIdentifier"_s)->isVisible());
    QTest::keyClick(heading, Qt::Key_Return, Qt::ControlModifier); // runs, wherever one is
    QVERIFY(heading->isChecked());
}

void TestAdvancedEditor::undoAndFilesAreSeen()
{
    open(u"performanceConfig"_s);
    choose(u"latency"_s, Qt::Key_Down, 2);
    QCOMPARE(named<QToolButton>(u"performanceConfig"_s)->accessibleDescription(), u"set"_s);
    while (m_document->undoStack().canUndo())
        m_document->undoStack().undo();
    QCOMPARE(named<QComboBox>(u"latency"_s)->currentIndex(), 0);
    QCOMPARE(named<QToolButton>(u"performanceConfig"_s)->accessibleDescription(), u"not sent"_s);
    m_document->setOtherMember(u"performanceConfig"_s, json::Json::object({{QLatin1StringView("latency"),
                                                                            json::Json(u"unheard of"_s)}}));
    QCOMPARE(named<QComboBox>(u"latency"_s)->currentText(), u"unheard of"_s);
}

QTEST_MAIN(TestAdvancedEditor)
#include "tst_advancededitor.moc"
