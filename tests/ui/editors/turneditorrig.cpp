// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editors/turneditorrig.h"

#include "ui/widgets/jsonview.h"
#include "ui/widgets/s3dialog.h"

#include <QAbstractButton>
#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

namespace outcrop::test
{

using namespace ui;
using namespace Qt::StringLiterals;
using conversation::ConversationDocument;
using editors::TurnEditor;

QString makeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &bytes)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(name));
    return file.fileName();
}

void TurnEditorRig::clear()
{
    m_editor.reset();
    m_model.reset();
    m_document.reset();
}

void TurnEditorRig::start(const QByteArray &content, const QByteArray &earlierAnswer)
{
    conversation::Conversation conversation = conversation::newConversation();
    if (!earlierAnswer.isEmpty())
        conversation.turns.push_back(conversation::makeTurn(
            u"assistant"_s, conversation::blocksFromJson(*json::parse(earlierAnswer))));
    conversation.turns.push_back(
        conversation::makeTurn(u"user"_s, conversation::blocksFromJson(*json::parse(content))));
    conversation.toolConfig =
        *json::parse(R"({"tools":[{"toolSpec":{"name":"top_song","inputSchema":{"json":{"type":"object",)"
                     R"("properties":{"decade":{"type":"integer"}}}}}}]})");
    m_document = std::make_unique<ConversationDocument>(conversation);
    m_model = std::make_unique<models::TurnBlocksModel>(m_document.get(),
                                                        m_document->conversation().turns.back().id);
    m_editor = std::make_unique<TurnEditor>(m_model.get());
    m_editor->resize(560, 800);
    m_editor->show();
    m_editor->activateWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
}

QWidget *TurnEditorRig::find(const QString &name) const
{
    for (QWidget *widget : m_editor->findChildren<QWidget *>()) {
        if (!widget->isVisible())
            continue;
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        if (widget->accessibleName() == name || (button && button->text() == name))
            return widget;
    }
    qWarning("nothing is called %s", qPrintable(name));
    return nullptr;
}

void TurnEditorRig::press(const QString &name)
{
    QWidget *button = find(name);
    QVERIFY(button);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
}

void TurnEditorRig::write(const QString &name, const QString &text)
{
    QWidget *field = find(name);
    QVERIFY(field);
    field->setFocus();
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_Delete);
    QTest::keyClicks(field, text);
}

void TurnEditorRig::choose(const QString &button, const QString &entry)
{
    auto *widget = find(button);
    QVERIFY(widget);
    QMenu *menu = nullptr;
    if (auto *push = qobject_cast<QPushButton *>(widget))
        menu = push->menu();
    else if (auto *tool = qobject_cast<QToolButton *>(widget))
        menu = tool->menu();
    QVERIFY(menu);
    for (QAction *action : menu->actions()) {
        if (action->text().remove(u'&') == entry) {
            action->trigger();
            return;
        }
    }
    QFAIL(qPrintable(entry));
}

QByteArray TurnEditorRig::content() const
{
    return json::write(conversation::blocksToJson(m_document->conversation().turns.back().content));
}

QString TurnEditorRig::visibleText() const
{
    QStringList texts;
    for (const QLabel *label : m_editor->findChildren<QLabel *>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    return texts.join(u'\n');
}

QString TurnEditorRig::kinds() const
{
    QStringList kinds;
    for (int row = 0; row < m_model->rowCount(); ++row)
        kinds << m_model->block(row).value.keyAt(0);
    return kinds.join(u' ');
}

void TurnEditorRig::paste(const QString &field)
{
    QWidget *widget = find(field);
    QVERIFY(widget);
    widget->setFocus();
    QTest::keyClick(widget, Qt::Key_V, Qt::ControlModifier);
}

void TurnEditorRig::chooseFile(const QString &path)
{
    const auto dialogs = m_editor->findChildren<QFileDialog *>();
    QVERIFY(!dialogs.isEmpty() && dialogs.last()->isVisible());
    auto *name = dialogs.last()->findChild<QLineEdit *>();
    name->setText(path);
    QTest::keyClick(name, Qt::Key_Return);
    m_editor->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
}

QString TurnEditorRig::jsonText(const QString &field) const
{
    const QWidget *editor = find(field);
    const auto *view = editor ? qobject_cast<const widgets::JsonView *>(editor->parentWidget()) : nullptr;
    return view ? QString::fromUtf8(view->bytes()) : QString();
}

QString TurnEditorRig::plainText(const QString &field) const
{
    const auto *edit = qobject_cast<QPlainTextEdit *>(find(field));
    return edit ? edit->toPlainText() : QString();
}

void TurnEditorRig::answerS3(const QString &uri)
{
    auto *dialog = m_editor->findChild<widgets::S3Dialog *>();
    QVERIFY(dialog && dialog->isVisible());
    for (auto *field : dialog->findChildren<QLineEdit *>()) {
        if (field->accessibleName() != u"S3 object")
            continue;
        QTest::keyClicks(field, uri);
        QTest::keyClick(field, Qt::Key_Return);
    }
}

} // namespace outcrop::test
