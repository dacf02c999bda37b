// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/textpatch.h"
#include "ui/widgets/jsonview.h"

#include <QRegularExpression>

namespace outcrop::ui::widgets
{

/// A JsonView to write in, for a text that is also changed from elsewhere: such changes leave caret,
/// selection, scrolling and folds where they are. It has no undo of its own; the keys for it, and all others
/// with Ctrl that no text field needs, are left to the window.
class JsonEditor : public JsonView
{
    Q_OBJECT

public:
    explicit JsonEditor(const QString &name, QWidget *parent = nullptr);

    /// Another text; the caret goes to its beginning.
    void load(const QByteArray &text);
    /// From the last patch to the first.
    void apply(const std::vector<json::TextPatch> &patches);

    qsizetype caret() const;
    /// Puts the caret there and shows it; folds open.
    void setCaret(qsizetype offset);
    /// Shows bytes as the place that is meant, without moving the caret; an empty range for none.
    void point(const json::Range &range);
    /// Whether the byte is in that place.
    bool isPointed(qsizetype offset) const;
    bool hasKeyboard() const;
    /// Underlines what is wrong at a byte, and says it below that line; -1 for nothing.
    void markError(qsizetype offset, const QString &message = {});
    /// What stands in for something else is drawn as a pill.
    void setPills(const QRegularExpression &pattern);

Q_SIGNALS:
    /// The user changed the text, as the patch says.
    void typed(const outcrop::json::TextPatch &patch);
    /// The user moved the caret; not for changes of the text.
    void caretMoved(qsizetype offset);
    /// Undo or redo is about to be asked for.
    void undoWanted();
    /// A copy of a selection was asked for.
    void copyWanted(const QByteArray &selection);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyMarks();
    void onModified(int position, int type, const char *text, int length);
    void drawPills(qsizetype from, qsizetype to);
    QByteArray selection() const;
    qsizetype topByte() const;
    void setTopByte(qsizetype offset);

    void annotate(int line, const QString &message);
    QString brokenInto(const QString &message, qsizetype columns) const;

    QRegularExpression m_pills;
    bool m_patching = false;
};

} // namespace outcrop::ui::widgets
