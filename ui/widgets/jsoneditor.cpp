// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsoneditor.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/tokens.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QScopedValueRollback>

#include <algorithm>

// Its headers need the keywords this project does without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qsciscintilla.h>
#include <Qsci/qscistyle.h>
#undef signals
#undef slots

namespace outcrop::ui::widgets
{

namespace
{

using Base = QsciScintillaBase;

// Beside the one for hits of a search.
constexpr int errorIndicator = 10;
constexpr int pillIndicator = 11;
constexpr int placeIndicator = 12;

/// Beyond those of the lexer and of Scintilla itself.
constexpr int annotationStyle = 64;
constexpr int fewestColumns = 16;

constexpr int pillAlpha = 60;
constexpr int placeAlpha = 36;

unsigned long asUnsigned(qsizetype value)
{
    return static_cast<unsigned long>(value);
}

} // namespace

JsonEditor::JsonEditor(const QString &name, QWidget *parent) : JsonView(name, parent)
{
    setReadOnly(false);
    QsciScintilla *sci = scintilla();
    sci->SendScintilla(Base::SCI_SETUNDOCOLLECTION, 0UL);
    sci->indicatorDefine(QsciScintilla::SquiggleIndicator, errorIndicator);
    sci->indicatorDefine(QsciScintilla::RoundBoxIndicator, pillIndicator);
    sci->indicatorDefine(QsciScintilla::StraightBoxIndicator, placeIndicator);
    for (const int indicator : {pillIndicator, placeIndicator})
        sci->setIndicatorDrawUnder(true, indicator);
    sci->setAnnotationDisplay(QsciScintilla::AnnotationStandard);
    applyMarks();
    connect(sci, &QsciScintilla::SCN_MODIFIED, this,
            [this](int position, int type, const char *text, int length, int, int, int, int, int, int) {
                onModified(position, type, text, length);
            });
    connect(sci, &QsciScintilla::cursorPositionChanged, this, [this] {
        if (!m_patching)
            Q_EMIT caretMoved(caret());
    });
}

void JsonEditor::applyMarks()
{
    const Tokens &t = tokensOf(this);
    QsciScintilla *sci = scintilla();
    sci->setIndicatorForegroundColor(t.error, errorIndicator);
    // The text is read through them.
    const auto through = [](QColor colour, int alpha) {
        colour.setAlpha(alpha);
        return colour;
    };
    sci->setIndicatorForegroundColor(through(t.grey, pillAlpha), pillIndicator);
    sci->setIndicatorForegroundColor(through(t.accent, placeAlpha), placeIndicator);
    sci->setCaretLineVisible(true);
    sci->setCaretLineBackgroundColor(t.sunken);
}

void JsonEditor::changeEvent(QEvent *event)
{
    JsonView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyMarks();
}

void JsonEditor::load(const QByteArray &text)
{
    const QScopedValueRollback patching(m_patching, true);
    setWhole(text);
    drawPills(0, text.size());
}

void JsonEditor::apply(const std::vector<json::TextPatch> &patches)
{
    const QScopedValueRollback patching(m_patching, true);
    QsciScintilla *sci = scintilla();
    const bool readOnly = sci->isReadOnly();
    sci->setReadOnly(false);
    qsizetype top = topByte();
    const qsizetype topBefore = top;
    for (auto patch = patches.rbegin(); patch != patches.rend(); ++patch) {
        const auto [offset, length] = patch->range;
        sci->SendScintilla(Base::SCI_SETTARGETRANGE, asUnsigned(offset), static_cast<long>(offset + length));
        sci->SendScintilla(Base::SCI_REPLACETARGET, asUnsigned(patch->text.size()), patch->text.constData());
        drawPills(offset, offset + patch->text.size());
        if (offset + length <= top)
            top += patch->text.size() - length;
    }
    sci->setReadOnly(readOnly);
    if (top != topBefore)
        setTopByte(top);
    updateLineNumbers();
}

qsizetype JsonEditor::topByte() const
{
    const QsciScintilla *sci = scintilla();
    const long shown = sci->SendScintilla(Base::SCI_GETFIRSTVISIBLELINE);
    const long line = sci->SendScintilla(Base::SCI_DOCLINEFROMVISIBLE, static_cast<unsigned long>(shown));
    return sci->SendScintilla(Base::SCI_POSITIONFROMLINE, static_cast<unsigned long>(line));
}

void JsonEditor::setTopByte(qsizetype offset)
{
    QsciScintilla *sci = scintilla();
    const long line = sci->SendScintilla(Base::SCI_LINEFROMPOSITION, asUnsigned(offset));
    const long shown = sci->SendScintilla(Base::SCI_VISIBLEFROMDOCLINE, static_cast<unsigned long>(line));
    sci->SendScintilla(Base::SCI_SETFIRSTVISIBLELINE, static_cast<unsigned long>(shown));
}

void JsonEditor::onModified(int position, int type, const char *text, int length)
{
    if (m_patching)
        return;
    json::TextPatch patch;
    patch.range.offset = position;
    if ((type & int(Base::SC_MOD_INSERTTEXT)) != 0)
        patch.text = QByteArray(text, length);
    else if ((type & int(Base::SC_MOD_DELETETEXT)) != 0)
        patch.range.length = length;
    else
        return;
    Q_EMIT typed(patch);
    // Not in the notification: there the text must not be touched, and this is no matter of a moment.
    QMetaObject::invokeMethod(
        this, [this, position, end = position + patch.text.size()] { drawPills(position, end); },
        Qt::QueuedConnection);
}

void JsonEditor::setPills(const QRegularExpression &pattern)
{
    m_pills = pattern;
}

/// In the lines of the range.
void JsonEditor::drawPills(qsizetype from, qsizetype to)
{
    if (m_pills.pattern().isEmpty())
        return;
    QsciScintilla *sci = scintilla();
    const auto lineOf = [sci](qsizetype at) {
        return sci->SendScintilla(Base::SCI_LINEFROMPOSITION, asUnsigned(at));
    };
    const long begin =
        sci->SendScintilla(Base::SCI_POSITIONFROMLINE, static_cast<unsigned long>(lineOf(from)));
    const long end = sci->SendScintilla(Base::SCI_GETLINEENDPOSITION, static_cast<unsigned long>(lineOf(to)));
    const QByteArray all = bytes();
    const QByteArrayView text = QByteArrayView(all).sliced(begin, std::max(0L, end - begin));
    sci->SendScintilla(Base::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(pillIndicator));
    sci->SendScintilla(Base::SCI_INDICATORCLEARRANGE, static_cast<unsigned long>(begin),
                       static_cast<long>(text.size()));
    if (!text.contains(" base64"))
        return;
    const QString searched = QString::fromUtf8(text);
    auto matches = m_pills.globalMatch(searched);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const qsizetype at = begin + QStringView(searched).first(match.capturedStart()).toUtf8().size();
        sci->SendScintilla(Base::SCI_INDICATORFILLRANGE, asUnsigned(at),
                           static_cast<long>(match.captured().toUtf8().size()));
    }
}

qsizetype JsonEditor::caret() const
{
    return scintilla()->SendScintilla(Base::SCI_GETCURRENTPOS);
}

void JsonEditor::setCaret(qsizetype offset)
{
    selectRange(offset, 0);
    scintilla()->SendScintilla(Base::SCI_SCROLLCARET);
}

void JsonEditor::point(const json::Range &range)
{
    QsciScintilla *sci = scintilla();
    sci->SendScintilla(Base::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(placeIndicator));
    sci->SendScintilla(Base::SCI_INDICATORCLEARRANGE, 0UL, sci->SendScintilla(Base::SCI_GETLENGTH));
    if (range.length == 0)
        return;
    sci->SendScintilla(Base::SCI_INDICATORFILLRANGE, asUnsigned(range.offset),
                       static_cast<long>(range.length));
    const long line = sci->SendScintilla(Base::SCI_LINEFROMPOSITION, asUnsigned(range.offset));
    sci->SendScintilla(Base::SCI_ENSUREVISIBLE, static_cast<unsigned long>(line));
    sci->SendScintilla(Base::SCI_SCROLLRANGE, asUnsigned(range.offset + range.length),
                       static_cast<long>(range.offset));
}

bool JsonEditor::isPointed(qsizetype offset) const
{
    return scintilla()->SendScintilla(Base::SCI_INDICATORVALUEAT, static_cast<unsigned long>(placeIndicator),
                                      static_cast<long>(offset)) != 0;
}

bool JsonEditor::hasKeyboard() const
{
    return scintilla()->hasFocus();
}

void JsonEditor::annotate(int line, const QString &message)
{
    const Tokens &t = tokensOf(this);
    QsciScintilla *sci = scintilla();
    const int letter = QFontMetrics(smallMonospaceFont(font())).averageCharWidth();
    const int room =
        sci->viewport()->width() - sci->marginWidth(0) - sci->marginWidth(1) - sci->marginWidth(2);
    const QsciStyle style(annotationStyle, QString(), t.errorText, t.errorSoft, smallMonospaceFont(font()));
    sci->annotate(line, brokenInto(message, std::max(fewestColumns, room / std::max(1, letter) - 2)), style);
}

/// An annotation has no lines of its own accord.
QString JsonEditor::brokenInto(const QString &message, qsizetype columns) const
{
    QStringList lines{QString()};
    const QStringList words = message.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (!lines.back().isEmpty() && lines.back().size() + word.size() >= columns)
            lines.append(QString());
        lines.back() += lines.back().isEmpty() ? word : u' ' + word;
    }
    return lines.join(u'\n');
}

void JsonEditor::markError(qsizetype offset, const QString &message)
{
    QsciScintilla *sci = scintilla();
    sci->clearAnnotations();
    const long size = sci->SendScintilla(Base::SCI_GETLENGTH);
    sci->SendScintilla(Base::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(errorIndicator));
    sci->SendScintilla(Base::SCI_INDICATORCLEARRANGE, 0UL, size);
    if (offset < 0 || size == 0)
        return;
    // At the end of the text the last character stands for it.
    const long begin = std::min<long>(offset, size - 1);
    const long word = sci->SendScintilla(Base::SCI_WORDENDPOSITION, static_cast<unsigned long>(begin), 1L);
    sci->SendScintilla(Base::SCI_INDICATORFILLRANGE, static_cast<unsigned long>(begin),
                       std::max(1L, word - begin));
    if (!message.isEmpty())
        annotate(int(sci->SendScintilla(Base::SCI_LINEFROMPOSITION, static_cast<unsigned long>(begin))),
                 message);
}

QByteArray JsonEditor::selection() const
{
    const QsciScintilla *sci = scintilla();
    const long begin = sci->SendScintilla(Base::SCI_GETSELECTIONSTART);
    const long end = sci->SendScintilla(Base::SCI_GETSELECTIONEND);
    return bytes().sliced(begin, end - begin);
}

bool JsonEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != scintilla() ||
        (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress))
        return JsonView::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
        Q_EMIT undoWanted();
        if (event->type() == QEvent::ShortcutOverride) { // the window's undo does it
            event->ignore();
            return true;
        }
    }
    const bool cut = key->matches(QKeySequence::Cut);
    if (event->type() == QEvent::KeyPress && (cut || key->matches(QKeySequence::Copy))) {
        const QByteArray selected = selection();
        if (selected.isEmpty())
            return true;
        Q_EMIT copyWanted(selected);
        if (cut)
            scintilla()->removeSelectedText();
        return true;
    }
    return JsonView::eventFilter(watched, event);
}

} // namespace outcrop::ui::widgets
