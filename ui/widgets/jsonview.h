// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/brokenlines.h"
#include "ui/widgets/card.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <vector>

class QsciScintilla;
class QsciLexerJSON;

namespace outcrop::ui::widgets
{

class FindBar;
class TextLabel;

/// JSON on a card: coloured, foldable, searchable (Ctrl+F), byte for byte what it was given; a copy of a
/// selection is a copy of those bytes, that of a rectangle one of its rows. Text that is not JSON is shown
/// just the same. Tab leaves it.
///
/// Beyond displayLimit only the beginning is shown, and very long lines are broken where nothing can be
/// written, with a note that says so.
class JsonView : public Card
{
    Q_OBJECT

public:
    /// 4 MiB: taken, coloured and searched before anybody notices. Measured with QScintilla 2.13.3.
    static constexpr qsizetype displayLimit = 4 * 1024 * 1024;

    /// @p name is what the view is called by screen readers.
    explicit JsonView(const QString &name, QWidget *parent = nullptr);

    void setName(const QString &name);

    void setBytes(const QByteArray &bytes);
    /// What is shown, or was edited: the bytes themselves.
    QByteArray bytes() const;

    void setReadOnly(bool readOnly);
    void setLineNumbers(bool shown);

    /// What a selection is copied as, by whatever way: given its bytes. Nothing: as they are.
    using Copied = std::function<QByteArray(const QByteArray &selected)>;
    void setCopied(Copied copied) { m_copied = std::move(copied); }

    /// As high as the text, between so many lines.
    void setGrowing(int leastLines, int mostLines);
    /// Underlines the place that is wrong; nothing for none.
    void markError(std::optional<qsizetype> offset);

    /// Selects bytes and scrolls them into view.
    void selectRange(qsizetype offset, qsizetype length);
    void openFind();

Q_SIGNALS:
    /// The user changed the text.
    void edited();

protected:
    QsciScintilla *scintilla() const { return m_editor; }
    /// setBytes() without a limit.
    void setWhole(const QByteArray &bytes);
    void updateLineNumbers() { applyLineNumbers(); }

    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void configure();
    void applyColours();
    void load(const QByteArray &shown);
    void loadUnbroken(const QByteArray &bytes);
    void tell(qsizetype shown);
    void applyLineNumbers();
    void applyWrapping(qsizetype size);
    void updateHeight();
    void search(const QString &needle);
    void showHit(int index);

    Copied m_copied;
    QsciScintilla *m_editor;
    BrokenLines m_broken; ///< what is shown, if some of its lines are broken
    QsciLexerJSON *m_lexer;
    FindBar *m_find;
    TextLabel *m_note;
    std::vector<qsizetype> m_hits; ///< byte offsets
    qsizetype m_needleLength = 0;
    int m_hit = -1;
    bool m_lineNumbers = true;
    bool m_loading = false;
    qsizetype m_whole = 0; ///< bytes there are of what is shown
    int m_leastLines = 0;  ///< 0: the height is somebody else's
    int m_mostLines = 0;
};

} // namespace outcrop::ui::widgets
