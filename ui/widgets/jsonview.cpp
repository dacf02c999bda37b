// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsonview.h"

#include "ui/widgets/findbar.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/jsonscintilla.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QKeyEvent>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

// Its headers need the keywords this project does without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscilexerjson.h>
#undef signals
#undef slots

namespace outcrop::ui::widgets
{

namespace
{

using Base = QsciScintillaBase;

constexpr int numberMargin = 0;
constexpr int foldMargin = 2;
constexpr int hitIndicator = 9;
constexpr int errorIndicator = 10;

/// Wrapping lays out every line before the first is painted: 0.9 s a megabyte, so only short texts wrap.
constexpr qsizetype wrapLimit = 64 * 1024;

/// More hits than anybody steps through; finding them stays quick on a full view.
constexpr size_t mostHits = 10000;

/// Keys with Ctrl that a text field keeps for itself. The others belong to the window first: Scintilla would
/// cut lines with them.
bool isEditingKey(const QKeyEvent &key)
{
    for (const auto standard : {QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Paste,
                                QKeySequence::SelectAll, QKeySequence::Undo, QKeySequence::Redo}) {
        if (key.matches(standard))
            return true;
    }
    switch (key.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
    case Qt::Key_Insert:
        return true;
    default:
        return false;
    }
}

} // namespace

JsonView::JsonView(const QString &name, QWidget *parent)
    : Card(parent)
    , m_editor(new JsonScintilla(m_broken, m_copied))
    , m_lexer(new QsciLexerJSON(m_editor))
    , m_find(new FindBar)
    , m_note(new TextLabel({}, TextRole::Amber))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::gap, metrics::gap, metrics::gap, metrics::gap);
    layout->setSpacing(0);
    layout->addWidget(m_find);
    layout->addWidget(m_note);
    layout->addWidget(m_editor, 1);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(metrics::gap, 0, metrics::gap, metrics::gap);
    m_note->hide();
    useSmall(m_note);
    m_editor->setAccessibleName(name);
    setFocusProxy(m_editor);
    // Else the order of Tab takes no place for it, or leaves the viewport behind as a stop of its own.
    setFocusPolicy(Qt::StrongFocus);
    m_editor->viewport()->setFocusPolicy(Qt::StrongFocus);
    m_editor->installEventFilter(this);
    configure();
    applyColours();
    setReadOnly(true);

    connect(m_find, &FindBar::needleChanged, this, &JsonView::search);
    connect(m_find, &FindBar::nextRequested, this, [this] { showHit(m_hit + 1); });
    connect(m_find, &FindBar::previousRequested, this, [this] { showHit(m_hit - 1); });
    connect(m_find, &FindBar::closed, this, [this] {
        search({});
        m_editor->setFocus();
    });
    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        updateHeight();
        if (!m_loading)
            Q_EMIT edited();
    });
}

void JsonView::configure()
{
    m_editor->setUtf8(true);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setLexer(m_lexer);
    m_editor->setFolding(QsciScintilla::PlainFoldStyle, foldMargin);
    m_editor->setTabWidth(2);
    m_editor->setIndentationsUseTabs(false);
    m_editor->setAutoIndent(true);
    m_editor->setWrapIndentMode(QsciScintilla::WrapIndentIndented);
    m_editor->SendScintilla(Base::SCI_SETSCROLLWIDTH, 1UL);
    m_editor->SendScintilla(Base::SCI_SETSCROLLWIDTHTRACKING, 1UL);
    m_editor->SendScintilla(Base::SCI_SETLAYOUTCACHE, static_cast<unsigned long>(Base::SC_CACHE_PAGE));
    m_editor->SendScintilla(Base::SCI_SETEXTRAASCENT, 1UL);
    m_editor->SendScintilla(Base::SCI_SETEXTRADESCENT, 1UL);
    m_editor->indicatorDefine(QsciScintilla::StraightBoxIndicator, hitIndicator);
    m_editor->setIndicatorDrawUnder(true, hitIndicator);
    m_editor->indicatorDefine(QsciScintilla::SquiggleIndicator, errorIndicator);
}

void JsonView::applyColours()
{
    const Tokens &t = tokensOf(this);
    const QFont face = monospaceFont(font());
    m_lexer->setDefaultPaper(t.raised);
    m_lexer->setDefaultColor(t.text);
    m_lexer->setDefaultFont(face);
    m_lexer->setPaper(t.raised, -1);
    m_lexer->setFont(face, -1);
    m_lexer->setColor(t.text, -1);
    for (const int style : {QsciLexerJSON::String, QsciLexerJSON::IRI, QsciLexerJSON::IRICompact,
                            QsciLexerJSON::EscapeSequence})
        m_lexer->setColor(t.jsonString, style);
    m_lexer->setColor(t.jsonKey, QsciLexerJSON::Property);
    m_lexer->setColor(t.jsonWord, QsciLexerJSON::Keyword);
    m_lexer->setColor(t.jsonWord, QsciLexerJSON::KeywordLD);
    // A string that is broken to be shown looks unclosed, and its rest is no JSON: nor are digits in it
    // numbers.
    m_lexer->setColor(m_broken.isEmpty() ? t.jsonNumber : t.text, QsciLexerJSON::Number);
    m_lexer->setColor(m_broken.isEmpty() ? t.errorText : t.text, QsciLexerJSON::Error);
    m_lexer->setColor(m_broken.isEmpty() ? t.errorText : t.jsonString, QsciLexerJSON::UnclosedString);
    m_editor->setColor(t.text);
    m_editor->setPaper(t.raised);
    m_editor->setCaretForegroundColor(t.text);
    m_editor->setSelectionBackgroundColor(t.selection);
    m_editor->setMarginsBackgroundColor(t.raised);
    m_editor->setMarginsForegroundColor(t.faint);
    m_editor->setMarginsFont(face);
    m_editor->setFoldMarginColors(t.raised, t.raised);
    for (int marker = Base::SC_MARKNUM_FOLDEREND; marker <= int(Base::SC_MARKNUM_FOLDEROPEN); ++marker) {
        m_editor->SendScintilla(Base::SCI_MARKERSETFORE, static_cast<unsigned long>(marker), t.faint);
        m_editor->SendScintilla(Base::SCI_MARKERSETBACK, static_cast<unsigned long>(marker), t.faint);
    }
    m_editor->setMatchedBraceBackgroundColor(t.sunken);
    m_editor->setMatchedBraceForegroundColor(t.text);
    m_editor->setUnmatchedBraceForegroundColor(t.errorText);
    m_editor->setUnmatchedBraceBackgroundColor(t.raised);
    m_editor->setIndicatorForegroundColor(t.amber, hitIndicator);
    m_editor->setIndicatorForegroundColor(t.error, errorIndicator);
    applyLineNumbers();
}

void JsonView::setName(const QString &name)
{
    m_editor->setAccessibleName(name);
}

void JsonView::setBytes(const QByteArray &bytes)
{
    const QByteArray shown = bytes.size() > displayLimit ? bytes.first(displayLimit) : bytes;
    const bool wasBroken = !m_broken.isEmpty();
    const bool wraps = shown.size() <= wrapLimit; // then no line is too long
    m_broken = m_editor->isReadOnly() && !wraps ? BrokenLines(shown) : BrokenLines();
    if (wasBroken != !m_broken.isEmpty())
        applyColours();
    m_whole = bytes.size();
    tell(shown.size());
    load(m_broken.isEmpty() ? shown : m_broken.shown());
}

void JsonView::tell(qsizetype shown)
{
    QStringList notes;
    if (shown < m_whole)
        notes.append(tr("Shown: the first 4 MiB of %1.").arg(QLocale().formattedDataSize(m_whole)));
    if (!m_broken.isEmpty())
        notes.append(tr("Very long lines are broken here. What is copied has them as they are."));
    m_note->setRole(shown < m_whole ? TextRole::Amber : TextRole::Faint);
    m_note->setText(notes.join(u' '));
    m_note->setVisible(!notes.isEmpty());
}

void JsonView::setWhole(const QByteArray &bytes)
{
    m_whole = bytes.size();
    loadUnbroken(bytes);
}

void JsonView::loadUnbroken(const QByteArray &bytes)
{
    if (!m_broken.isEmpty()) {
        m_broken = {};
        applyColours();
    }
    tell(bytes.size());
    load(bytes);
}

void JsonView::load(const QByteArray &shown)
{
    const bool readOnly = m_editor->isReadOnly();
    m_loading = true;
    m_editor->setReadOnly(false);
    m_editor->SendScintilla(Base::SCI_CLEARALL);
    applyWrapping(shown.size());
    m_editor->SendScintilla(Base::SCI_SETSCROLLWIDTH, 1UL);
    // By length: the text may hold any byte, also NUL.
    m_editor->SendScintilla(Base::SCI_ADDTEXT, static_cast<unsigned long>(shown.size()), shown.constData());
    m_editor->SendScintilla(Base::SCI_GOTOPOS, 0UL);
    m_editor->SendScintilla(Base::SCI_EMPTYUNDOBUFFER);
    m_editor->setReadOnly(readOnly);
    m_loading = false;
    applyLineNumbers();
    if (m_find->isVisible())
        search(m_find->needle());
}

QByteArray JsonView::bytes() const
{
    if (!m_broken.isEmpty())
        return m_broken.text();
    const auto length = m_editor->SendScintilla(Base::SCI_GETLENGTH);
    const void *text = m_editor->SendScintillaPtrResult(Base::SCI_GETCHARACTERPOINTER);
    return QByteArray(static_cast<const char *>(text), length);
}

void JsonView::setReadOnly(bool readOnly)
{
    if (!readOnly && !m_broken.isEmpty())
        loadUnbroken(bytes());
    m_editor->setReadOnly(readOnly);
    m_editor->setCaretWidth(readOnly ? 0 : 1);
    m_editor->setBraceMatching(readOnly ? QsciScintilla::NoBraceMatch : QsciScintilla::SloppyBraceMatch);
}

void JsonView::setLineNumbers(bool shown)
{
    m_lineNumbers = shown;
    applyLineNumbers();
}

void JsonView::applyLineNumbers()
{
    const int digits = std::max<int>(2, int(QString::number(m_editor->lines()).size()));
    const bool shown = m_lineNumbers && m_broken.isEmpty(); // the lines of a broken text are not its own
    m_editor->setMarginLineNumbers(numberMargin, shown);
    m_editor->setMarginWidth(numberMargin, shown ? QString(digits + 1, u'0') : QString());
    if (!shown)
        m_editor->setMarginWidth(numberMargin, 0);
    m_editor->setMarginWidth(1, 0);
}

void JsonView::applyWrapping(qsizetype size)
{
    // Between words; inside one only where it alone is longer than the line.
    m_editor->setWrapMode(size <= wrapLimit ? QsciScintilla::WrapWord : QsciScintilla::WrapNone);
}

void JsonView::setGrowing(int leastLines, int mostLines)
{
    m_leastLines = leastLines;
    m_mostLines = mostLines;
    updateHeight();
}

void JsonView::updateHeight()
{
    if (m_leastLines == 0)
        return;
    long lines = 0;
    const int count = m_editor->lines();
    for (int line = 0; line < count && lines < m_mostLines; ++line)
        lines += m_editor->SendScintilla(Base::SCI_WRAPCOUNT, static_cast<unsigned long>(line));
    const long shown = std::clamp<long>(lines, m_leastLines, m_mostLines);
    const long height = shown * m_editor->SendScintilla(Base::SCI_TEXTHEIGHT, 0UL) + 2 * metrics::gap + 2;
    setFixedHeight(int(height) + (m_find->isHidden() ? 0 : m_find->sizeHint().height()));
}

void JsonView::markError(std::optional<qsizetype> offset)
{
    m_editor->clearIndicatorRange(0, 0, m_editor->lines(), 0, errorIndicator);
    const qsizetype length = m_editor->SendScintilla(Base::SCI_GETLENGTH);
    if (!offset || length == 0)
        return;
    m_editor->SendScintilla(Base::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(errorIndicator));
    m_editor->SendScintilla(
        Base::SCI_INDICATORFILLRANGE,
        static_cast<unsigned long>(std::clamp<qsizetype>(m_broken.toShown(*offset), 0, length - 1)), 1L);
}

void JsonView::selectRange(qsizetype offset, qsizetype length)
{
    const qsizetype from = m_broken.toShown(offset);
    const auto line = m_editor->SendScintilla(Base::SCI_LINEFROMPOSITION, static_cast<unsigned long>(from));
    m_editor->SendScintilla(Base::SCI_ENSUREVISIBLE, static_cast<unsigned long>(line));
    m_editor->SendScintilla(Base::SCI_SETSEL, static_cast<unsigned long>(from),
                            static_cast<long>(m_broken.toShown(offset + length)));
}

void JsonView::openFind()
{
    const QString selected = m_editor->selectedText();
    m_find->open(selected.contains(u'\n') ? QString() : selected);
}

void JsonView::search(const QString &needle)
{
    m_editor->clearIndicatorRange(0, 0, m_editor->lines(), 0, hitIndicator);
    m_hits.clear();
    m_hit = -1;
    // Plain ASCII matches without regard to case; offsets stay byte offsets that way.
    const QByteArray haystack = needle.isEmpty() ? QByteArray() : bytes().toLower();
    const QByteArray sought = needle.toUtf8().toLower();
    m_needleLength = sought.size();
    m_editor->SendScintilla(Base::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(hitIndicator));
    for (qsizetype at = needle.isEmpty() ? -1 : haystack.indexOf(sought); at >= 0 && m_hits.size() < mostHits;
         at = haystack.indexOf(sought, at + sought.size())) {
        m_hits.push_back(at);
        const qsizetype from = m_broken.toShown(at);
        m_editor->SendScintilla(Base::SCI_INDICATORFILLRANGE, static_cast<unsigned long>(from),
                                static_cast<long>(m_broken.toShown(at + sought.size()) - from));
    }
    showHit(0);
}

void JsonView::showHit(int index)
{
    if (m_hits.empty()) {
        m_find->setHits(0, 0);
        return;
    }
    const int count = int(m_hits.size());
    m_hit = (index + count) % count;
    selectRange(m_hits[size_t(m_hit)], m_needleLength);
    m_find->setHits(m_hit + 1, count);
}

/// New lines are indented by themselves, so Tab is free to go on, as in every other field.
bool JsonView::eventFilter(QObject *watched, QEvent *event)
{
    // Before the window's own Ctrl+F, which finds in the conversation.
    const bool pressed = event->type() == QEvent::KeyPress;
    if (watched == m_editor && (pressed || event->type() == QEvent::ShortcutOverride) &&
        static_cast<QKeyEvent *>(event)->matches(QKeySequence::Find)) {
        event->accept();
        if (pressed)
            openFind();
        return true;
    }
    if (watched == m_editor && event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->modifiers() & Qt::ControlModifier) && !isEditingKey(*key)) {
            event->ignore();
            return true;
        }
    }
    if (watched == m_editor && pressed) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool back = key->key() == Qt::Key_Backtab;
        const Qt::KeyboardModifiers held = key->modifiers() & ~Qt::ShiftModifier;
        if ((back || key->key() == Qt::Key_Tab) && !held)
            return focusNextPrevChild(!back);
    }
    return Card::eventFilter(watched, event);
}

void JsonView::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    updateHeight(); // lines wrap elsewhere
}

void JsonView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyColours();
    Card::changeEvent(event);
}

} // namespace outcrop::ui::widgets
