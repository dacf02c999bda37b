// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversationdocument.h"
#include "ui/editors/turn/turneditor.h"
#include "ui/models/turnblocksmodel.h"
#include "ui/widgets/theme.h"

#include <QTemporaryDir>

#include <memory>

namespace outcrop::test
{

QString makeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &bytes);

/// The editor of a message in a window of its own. Acts by keys on what an accessible name leads to.
class TurnEditorRig : public QObject
{
protected:
    void setUp() { m_theme = std::make_unique<ui::widgets::Theme>(ui::widgets::ThemeChoice::Light); }
    void tearDown() { m_theme.reset(); }
    void clear();

    void start(const QByteArray &content, const QByteArray &earlierAnswer = {});
    QWidget *find(const QString &name) const;
    void press(const QString &name);
    void write(const QString &name, const QString &text);
    /// Chooses from the menu of a button by the letter of the entry.
    void choose(const QString &button, const QString &entry);
    QByteArray content() const;
    QString visibleText() const;
    /// The kinds of the blocks, in order.
    QString kinds() const;
    void paste(const QString &field);
    /// In the dialog that asks for one.
    void chooseFile(const QString &path);
    QString jsonText(const QString &field) const;
    QString plainText(const QString &field) const;
    void answerS3(const QString &uri);

    std::unique_ptr<ui::widgets::Theme> m_theme;
    std::unique_ptr<conversation::ConversationDocument> m_document;
    std::unique_ptr<ui::models::TurnBlocksModel> m_model;
    std::unique_ptr<ui::editors::TurnEditor> m_editor;
};

} // namespace outcrop::test
