// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"

#include "core/base/offthread.h"
#include "core/conversation/conversationdocument.h"
#include "core/conversation/toolanswers.h"
#include "core/conversation/variables.h"
#include "core/converse/tokenestimate.h"
#include "ui/composer/draftbar.h"
#include "ui/composer/draftcolumn.h"
#include "ui/composer/tokenfigure.h"
#include "ui/models/draftblocksmodel.h"
#include "ui/models/lintmodel.h"
#include "ui/models/runcontrol.h"
#include "ui/widgets/attaching.h"
#include "ui/widgets/card.h"
#include "ui/widgets/droptarget.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/messageedit.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/pasting.h"
#include "ui/widgets/shortcutbutton.h"
#include "ui/widgets/strip.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"
#include "ui/widgets/variableassist.h"

#include <QVBoxLayout>

namespace outcrop::ui::composer
{

using namespace widgets;
using conversation::ConversationDocument;
using models::RunControl;

namespace
{

using namespace std::chrono_literals;

/// The estimate of a long conversation costs milliseconds, so it waits for a pause.
constexpr auto estimateDelay = 300ms;

constexpr int leastLines = 2;
constexpr int mostLines = 12;

qint64 tokensBesidesText(const conversation::Conversation &conversation)
{
    qint64 tokens = converse::estimatePromptTokens(conversation::toConverseBody(conversation));
    for (const auto *list : {&conversation.draftFrame.before, &conversation.draftFrame.after}) {
        for (const conversation::Block &block : *list)
            tokens += converse::estimateBlockTokens(block.value);
    }
    return tokens;
}

} // namespace

Composer::Composer(ConversationDocument *document, RunControl *run, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_run(run)
    , m_blocks(new models::DraftBlocksModel(document, this))
    , m_attaching(new Attaching(this))
    , m_before(new DraftColumn(m_blocks, DraftColumn::Place::Before))
    , m_behind(new DraftColumn(m_blocks, DraftColumn::Place::Behind))
    , m_strip(new Strip)
    , m_edit(new MessageEdit(leastLines, mostLines))
    , m_tools(new DraftBar(document, m_attaching))
    , m_estimate(new TokenFigure)
    , m_counts(new TextLabel({}, TextRole::Error))
    , m_button(new ShortcutButton)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card;
    outer->addWidget(card);
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, metrics::margin, 1, metrics::space);
    layout->setSpacing(metrics::space);
    layout->addWidget(m_before);
    layout->addWidget(m_strip);
    auto *words = new QHBoxLayout;
    words->setContentsMargins(metrics::margin, 0, metrics::margin, 0);
    words->addWidget(m_edit);
    layout->addLayout(words);
    layout->addWidget(m_behind);
    layout->addWidget(new Hairline);
    buildBar(layout);
    m_edit->setText(document->conversation().draft);
    auto *variables = new VariableAssist(m_edit, document);
    const auto followRole = [variables, document] {
        variables->setActive(conversation::takesVariables(document->conversation().draftFrame.role));
    };
    connect(document, &ConversationDocument::draftRoleChanged, variables, followRole);
    followRole();
    auto *pasting = new Pasting(m_edit, m_attaching, m_strip, this);
    connect(document, &ConversationDocument::turnInserted, pasting, &Pasting::forget);
    new DropTarget(this, m_attaching, DropTarget::JsonFiles::Attach);
    connect(m_attaching, &Attaching::attached, this, &Composer::attach);
    connect(m_attaching, &Attaching::pendingChanged, this, &Composer::onRunChanged);
    connect(m_before, &DraftColumn::focusLeft, this, &Composer::onFocusLeft, Qt::QueuedConnection);
    connect(m_behind, &DraftColumn::focusLeft, this, &Composer::onFocusLeft, Qt::QueuedConnection);

    connect(m_before, &DraftColumn::tabStopsChanged, this, &Composer::orderTabs);
    connect(m_behind, &DraftColumn::tabStopsChanged, this, &Composer::orderTabs);

    m_estimateLater.setSingleShot(true);
    m_estimateLater.setInterval(estimateDelay);
    connect(&m_estimateLater, &QTimer::timeout, this, &Composer::estimateRequest);
    connect(m_edit, &MessageEdit::edited, this, &Composer::onEdited);
    connect(document, &ConversationDocument::draftChanged, this, &Composer::onDraftChanged);
    connect(document, &ConversationDocument::changed, &m_estimateLater, qOverload<>(&QTimer::start));
    connect(document, &ConversationDocument::changed, this, &Composer::showWhatIsAsked);
    connect(run, &RunControl::changed, this, &Composer::onRunChanged);
    connect(m_button, &QPushButton::clicked, this, &Composer::onButton);
    estimateRequest();
    onRunChanged();
    showWhatIsAsked();
    orderTabs();
}

void Composer::buildBar(QVBoxLayout *layout)
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(metrics::space, 0, metrics::space, 0);
    bar->setSpacing(metrics::space);
    bar->addWidget(m_tools, 1);
    auto *about = new QVBoxLayout;
    about->setSpacing(0);
    about->addWidget(m_counts);
    about->addWidget(m_estimate, 0, Qt::AlignRight);
    bar->addLayout(about);
    bar->addWidget(m_button);
    useSmall(m_counts);
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_counts->hide();
    m_button->setAutoDefault(false);
    setButtonKind(m_button, ButtonKind::Primary);
    layout->addLayout(bar);
}

void Composer::focusButton()
{
    m_button->setFocus(Qt::OtherFocusReason);
}

void Composer::setFindings(models::LintModel *findings)
{
    m_findings = findings;
    connect(findings, &models::LintModel::checked, this, &Composer::showFindings);
    showFindings();
}

void Composer::showFindings()
{
    const int problems = m_findings->problems();
    const int warnings = m_findings->warnings();
    QStringList counts;
    if (problems > 0)
        counts << (problems == 1 ? tr("1 problem") : tr("%1 problems").arg(problems));
    if (warnings > 0)
        counts << (warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
    m_counts->setText(counts.join(QStringLiteral(", ")));
    m_counts->setRole(problems > 0 ? TextRole::Error : TextRole::Amber);
    m_counts->setVisible(!counts.isEmpty());
    onRunChanged();
}

void Composer::focusText()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void Composer::takeDropsOf(QWidget *widget)
{
    auto *area = qobject_cast<QAbstractScrollArea *>(widget);
    new DropTarget(area ? area->viewport() : widget, m_attaching, DropTarget::JsonFiles::Leave);
}

/// A block that went to the other column keeps the keyboard; one that is gone gives it to the text.
void Composer::onFocusLeft(const QString &blockId)
{
    for (const DraftColumn *column : {m_before, m_behind}) {
        if (const QWidget *row = column->row(blockId)) {
            for (QWidget *stop : row->findChildren<QWidget *>()) {
                if (stop->focusPolicy() != Qt::NoFocus && stop->isVisible()) {
                    stop->setFocus(Qt::OtherFocusReason);
                    return;
                }
            }
        }
    }
    focusText();
}

/// Tab goes from above to below, whenever a row was made. The column before the text is the fixed beginning.
void Composer::orderTabs()
{
    QList<QWidget *> stops{m_before};
    stops += m_before->tabStops() + m_strip->tabStops();
    stops += m_edit;
    stops += m_behind->tabStops() + m_tools->tabStops();
    stops += m_button;
    chainTabs(stops);
}

/// What is attached stands before the text.
void Composer::attach(const attachments::AttachedFile &file)
{
    const auto end = int(m_document->conversation().draftFrame.before.size());
    m_document->insertBlock(ConversationDocument::beforeDraft(), end, file.block, file.fileName);
}

void Composer::onEdited()
{
    m_document->setDraft(m_edit->text());
    showEstimate();
}

void Composer::onDraftChanged()
{
    // What was sent, or came from elsewhere, is the window's to undo: back here it would stand twice.
    if (m_edit->text() != m_document->conversation().draft) {
        m_edit->setText(m_document->conversation().draft);
        m_edit->document()->clearUndoRedoStacks();
    }
    showEstimate();
}

QString Composer::whyNotYet() const
{
    return m_attaching->whyNotWhole();
}

void Composer::onRunChanged()
{
    const bool running = m_run->state() == RunControl::State::Running;
    QString why = running ? QString() : m_run->whyNotRunnable();
    if (why.isEmpty() && !running)
        why = whyNotYet();
    const bool refused = m_findings && m_findings->problems() > 0;
    m_button->setText(running ? tr("Stop") : refused ? tr("Run anyway") : tr("Run"));
    m_button->setHint(running ? tr("Esc") : tr("Ctrl ↵"));
    m_button->setIcon(running ? icon(QStringLiteral("stop")) : QIcon());
    m_button->setEnabled(why.isEmpty());
    m_button->setToolTip(why.toHtmlEscaped());
    m_button->setAccessibleName(m_button->text());
    m_button->setAccessibleDescription(why);
}

void Composer::showWhatIsAsked()
{
    m_tools->showRole();
    const auto calls = conversation::pendingToolUses(m_document->conversation());
    QStringList names;
    for (const conversation::PendingToolUse &call : calls)
        names.append(call.name);
    m_edit->setPlaceholderText(
        calls.empty() ? tr("Write a message… {{ for a variable")
        : calls.size() == 1
            ? tr("Result of %1: text, or a JSON object").arg(names.first())
            : tr("One result for each of %1: text, or a JSON object").arg(names.join(QStringLiteral(", "))));
    m_edit->viewport()->update(); // the edit itself repaints its placeholder only when it comes or goes
    m_edit->setAccessibleName(calls.empty() ? tr("Message")
                                            : tr("Result of %1").arg(names.join(QStringLiteral(", "))));
}

void Composer::onButton()
{
    if (m_run->state() == RunControl::State::Running)
        m_run->stop();
    else
        Q_EMIT runRequested();
}

/// On another thread: of a long conversation, or one with large attachments, it takes a while.
void Composer::estimateRequest()
{
    if (m_estimating) {
        m_estimateLater.start();
        return;
    }
    m_estimating = true;
    base::offThread(
        this, [conversation = m_document->conversation()] { return tokensBesidesText(conversation); },
        [this](qint64 tokens) {
            m_estimating = false;
            m_requestTokens = tokens;
            showEstimate();
        },
        base::Urgency::Background);
}

void Composer::showEstimate()
{
    const QString draft = m_edit->text();
    const bool isBlank = draft.trimmed().isEmpty();
    const qint64 own = (isBlank ? 0 : converse::estimateTextTokens(draft.toUtf8())) +
                       (isBlank && m_blocks->rowCount() == 0 ? 0 : converse::tokensPerMessage);
    m_estimate->setEstimate(m_requestTokens + own);
}

} // namespace outcrop::ui::composer
