// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requestdock/jsonpane.h"

#include "ui/widgets/flowlayout.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::requestdock
{

using namespace widgets;
using conversation::ConversationDocument;
using conversation::RequestPart;
using conversation::RequestText;

JsonPane::JsonPane(ConversationDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_editor(new JsonEditor(tr("Request JSON")))
    , m_hint(new TextLabel(document->isReadOnly() ? tr("Caret at")
                                                  : tr("Two-way: edit here and the forms follow. Caret at"),
                           TextRole::Muted))
    , m_caret(new ElidedLabel({}, TextRole::Muted))
    , m_problem(new QWidget)
    , m_problemText(new TextLabel({}, TextRole::Error))
    , m_problemHint(new TextLabel({}, TextRole::Muted))
    , m_goThere(new QPushButton(tr("Go there")))
    , m_discard(new QPushButton(tr("Back to the forms")))
{
    m_editor->setPills(conversation::FoldedBytes::standIns());
    useMonospace(m_caret);
    m_caret->setAccessibleName(tr("Where the caret is"));
    m_hint->setWordWrap(true);
    useSmall(m_hint);
    useSmall(m_problemHint);
    for (TextLabel *label : {m_problemText, m_problemHint})
        label->setWordWrap(true);
    m_problemText->setAccessibleName(tr("Why the text is no request"));
    m_goThere->setToolTip(tr("Puts the caret on what is wrong"));
    m_discard->setToolTip(tr("Gives the text up and shows what the forms say; undo brings it back"));

    auto *buttons = new FlowLayout(metrics::space);
    for (QPushButton *button : {m_goThere, m_discard}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    auto *problem = new QVBoxLayout(m_problem);
    problem->setContentsMargins(0, 0, 0, 0);
    problem->setSpacing(metrics::gap);
    problem->addWidget(m_problemText);
    problem->addWidget(m_problemHint);
    problem->addLayout(buttons);
    m_problem->hide();

    auto *below = new QVBoxLayout;
    below->setContentsMargins(metrics::margin, metrics::space, metrics::margin, metrics::space);
    below->setSpacing(metrics::space);
    below->addWidget(m_problem);
    auto *where = new QVBoxLayout;
    where->setSpacing(2);
    where->addWidget(m_hint);
    where->addWidget(m_caret);
    below->addLayout(where);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_editor, 1);
    layout->addWidget(new Hairline);
    layout->addLayout(below);
    setFocusProxy(m_editor);

    connect(m_editor, &JsonEditor::typed, this, [this](const json::TextPatch &patch) {
        if (m_text)
            m_text->edit(patch);
    });
    connect(m_editor, &JsonEditor::undoWanted, this, [this] {
        if (m_text)
            m_text->flush();
    });
    connect(m_editor, &JsonEditor::copyWanted, this, &JsonPane::copy);
    connect(m_editor, &JsonEditor::caretMoved, this, &JsonPane::onCaret);
    connect(m_goThere, &QPushButton::clicked, this, &JsonPane::goToProblem);
    connect(m_discard, &QPushButton::clicked, this, [this] {
        m_text->discard();
        m_editor->setFocus();
    });
}

JsonPane::~JsonPane() = default;

void JsonPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous())
        open();
}

void JsonPane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous())
        close();
}

void JsonPane::open()
{
    m_text = std::make_unique<RequestText>(m_document);
    m_editor->load(m_text->text());
    m_editor->setReadOnly(m_document->isReadOnly());
    connect(m_text.get(), &RequestText::patched, m_editor, &JsonEditor::apply);
    connect(m_text.get(), &RequestText::problemChanged, this, &JsonPane::showProblem);
    if (!m_where.isEmpty())
        m_editor->setCaret(m_text->rangeOf(m_where).offset);
    showProblem();
    showWhere(m_where);
}

void JsonPane::close()
{
    m_text.reset();
}

void JsonPane::onCaret(qsizetype offset)
{
    if (!m_text)
        return;
    const json::Pointer pointer = m_text->pointerAt(offset);
    m_editor->point({});
    showWhere(pointer);
    const RequestPart part =
        conversation::requestPartAt(m_document->conversation(), m_text->shape(), pointer);
    if (part != std::exchange(m_part, part))
        Q_EMIT partEntered(part);
}

void JsonPane::showWhere(const json::Pointer &pointer)
{
    m_where = pointer;
    const QString place = pointer.isEmpty() ? QStringLiteral("/") : pointer.toString();
    m_caret->setText(place);
    m_caret->setToolTip(place);
}

void JsonPane::showProblem()
{
    const std::optional<RequestText::Problem> problem = m_text ? m_text->problem() : std::nullopt;
    m_problem->setVisible(problem.has_value());
    m_editor->markError(problem ? problem->offset : -1, problem ? problem->message : QString());
    if (!problem)
        return;
    m_problemText->setText(
        tr("Line %1, column %2: %3").arg(problem->line).arg(problem->column).arg(problem->message));
    m_problemHint->setText(
        m_text->isContested()
            ? tr("A form changed what is being written here. The forms have that; once this text is whole it "
                 "takes its place, and undo brings it back.")
            : tr("The text stays as it is. Until it is whole, the forms keep what they had and Run waits."));
}

void JsonPane::goToProblem()
{
    if (!m_text || !m_text->problem())
        return;
    m_editor->setCaret(m_text->problem()->offset);
    m_editor->setFocus();
}

void JsonPane::point(const RequestPart &part)
{
    if (!m_text || m_editor->hasKeyboard())
        return;
    m_part = part;
    const json::Pointer pointer =
        conversation::pointerToPart(m_document->conversation(), m_text->shape(), part);
    m_editor->point(pointer.isEmpty() ? json::Range{} : m_text->rangeOf(pointer));
}

void JsonPane::copy(const QByteArray &selection)
{
    QGuiApplication::clipboard()->setText(
        QString::fromUtf8(m_text ? m_text->wholeText(selection) : selection));
}

} // namespace outcrop::ui::requestdock
