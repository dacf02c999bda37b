// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/requestpane.h"

#include "core/conversation/conversationdocument.h"
#include "ui/editors/advancededitor.h"
#include "ui/editors/blockrow.h"
#include "ui/editors/inferenceeditor.h"
#include "ui/editors/placeframe.h"
#include "ui/editors/systemeditor.h"
#include "ui/editors/toolseditor.h"
#include "ui/editors/variableseditor.h"
#include "ui/models/blockroles.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/tabstrip.h"
#include "ui/widgets/tokens.h"

#include <QAction>
#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;
using conversation::RequestPart;

RequestPane::RequestPane(conversation::ConversationDocument *document, conversation::VariableStore *shared,
                         QWidget *parent)
    : QWidget(parent)
    , m_systemBlocks(document)
    , m_toolsModel(document)
    , m_inferenceModel(document)
    , m_advancedModel(document)
    , m_variablesModel(document, shared)
    , m_header(new PaneHeader)
    , m_tabs(m_header->tabs())
    , m_scroll(new QScrollArea)
    , m_system(new SystemEditor(&m_systemBlocks))
    , m_tools(new ToolsEditor(&m_toolsModel))
    , m_inference(new InferenceEditor(&m_inferenceModel))
    , m_advanced(new AdvancedEditor(&m_advancedModel))
    , m_variables(new VariablesEditor(&m_variablesModel))
{
    m_tabs->setAccessibleName(tr("Request"));
    m_tabs->addTab(tr("System"));
    m_tabs->addTab(tr("Tools"));
    m_tabs->addTab(tr("Inference"));
    m_tabs->addTab(tr("Advanced"));
    m_tabs->addTab(tr("Variables"));
    m_tabs->setShortText(Inference, tr("Infer.", "Inference, where there is little room"));
    m_tabs->setShortText(Advanced, tr("Adv.", "Advanced, where there is little room"));
    m_tabs->setShortText(Variables, tr("Vars", "Variables, where there is little room"));
    auto *column = new QWidget;
    auto *sections = new QVBoxLayout(column);
    sections->setContentsMargins(0, 0, 0, 0);
    sections->setSpacing(0);
    sections->addWidget(m_system);
    for (QWidget *section : {static_cast<QWidget *>(m_tools), static_cast<QWidget *>(m_inference),
                             static_cast<QWidget *>(m_advanced), static_cast<QWidget *>(m_variables)}) {
        sections->addWidget(new Hairline);
        sections->addWidget(section);
    }
    sections->addStretch();
    m_place = new PlaceFrame(column);
    m_scroll->setWidget(column);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_scroll, 1);
    using conversation::ShelfKind;
    connect(m_system, &SystemEditor::libraryRequested, this,
            [this] { Q_EMIT libraryRequested(ShelfKind::Prompts); });
    connect(m_tools, &ToolsEditor::libraryRequested, this,
            [this] { Q_EMIT libraryRequested(ShelfKind::Tools); });
    connect(m_inference, &InferenceEditor::libraryRequested, this,
            [this] { Q_EMIT libraryRequested(ShelfKind::Presets); });
    connect(m_tabs, &TabStrip::tabBarClicked, this, [this](int index) {
        if (index >= 0)
            goTo(Section(index));
    });
    connect(m_tabs, &TabStrip::currentChanged, this, [this](int index) {
        if (m_tabs->hasFocus()) // by the arrow keys: look, but keep the keyboard on the tabs
            m_scroll->verticalScrollBar()->setValue(sectionWidget(Section(index))->y());
    });
    QScrollBar *bar = m_scroll->verticalScrollBar();
    connect(bar, &QScrollBar::actionTriggered, this, [this] { m_scrolledByHand = true; });
    connect(bar, &QScrollBar::valueChanged, this, &RequestPane::followScrolling);
    connect(bar, &QScrollBar::rangeChanged, this, &RequestPane::followScrolling);
    column->installEventFilter(this); // sections may grow and shrink within the same range
    connect(document, &conversation::ConversationDocument::toolsChanged, this, &RequestPane::countTools);
    countTools();
    for (const auto signal : {&models::VariablesModel::rowsInserted, &models::VariablesModel::rowsRemoved})
        connect(&m_variablesModel, signal, this, &RequestPane::countVariables);
    connect(&m_variablesModel, &models::VariablesModel::dataChanged, this, &RequestPane::countVariables);
    countVariables();
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { followFocus(now); });
}

/// The editors go before the models they show.
RequestPane::~RequestPane()
{
    disconnect(qApp, nullptr, this, nullptr);
    m_scroll->widget()->removeEventFilter(this);
    delete m_scroll;
}

QWidget *RequestPane::takeHeader()
{
    layout()->removeWidget(m_header);
    return m_header;
}

QWidget *RequestPane::sectionWidget(Section section) const
{
    switch (section) {
    case System:
        return m_system;
    case Tools:
        return m_tools;
    case Inference:
        return m_inference;
    case Variables:
        return m_variables;
    case Advanced:
    case SectionCount:
        break;
    }
    return m_advanced;
}

void RequestPane::goTo(Section section)
{
    m_scrolledByHand = false;
    m_scroll->verticalScrollBar()->setValue(sectionWidget(section)->y());
    if (section == System)
        m_system->focusFirst();
    else if (section == Tools)
        m_tools->focusFirst();
    else if (section == Inference)
        m_inference->focusFirst();
    else if (section == Advanced)
        m_advanced->focusFirst();
    else
        m_variables->focusFirst();
    m_tabs->setCurrentIndex(section);
}

void RequestPane::followFocus(QWidget *now)
{
    for (int section = 0; section < SectionCount; ++section) {
        if (!now || !sectionWidget(Section(section))->isAncestorOf(now))
            continue;
        m_scrolledByHand = false;
        m_tabs->setCurrentIndex(section);
        m_place->surround(nullptr);
        Q_EMIT partEntered(partOf(now));
    }
}

void RequestPane::offerJson(QAction *action)
{
    m_json = new QToolButton;
    QToolButton *button = m_json;
    button->setAccessibleName(action->text());
    button->setToolTip(
        tr("The whole request as JSON (%1)").arg(action->shortcut().toString(QKeySequence::NativeText)));
    button->setAutoRaise(true);
    m_header->layout()->addWidget(button);
    connect(button, &QToolButton::clicked, action, &QAction::trigger);
    m_header->installEventFilter(this);
    fitJson();
}

/// Its word only where the tabs need no room for it.
void RequestPane::fitJson()
{
    m_json->setText(QStringLiteral("{ } JSON"));
    const int needed = m_tabs->sizeHint().width() + m_json->sizeHint().width() + 2 * metrics::margin;
    if (m_header->width() < needed)
        m_json->setText(QStringLiteral("{ }"));
}

bool RequestPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_header && event->type() == QEvent::Resize)
        fitJson();
    if (event->type() == QEvent::LayoutRequest && watched == m_scroll->widget())
        followScrolling();
    return QWidget::eventFilter(watched, event);
}

RequestPart RequestPane::partOf(QWidget *focus) const
{
    const BlockRow *row = nullptr;
    for (QWidget *widget = focus; widget && !row; widget = widget->parentWidget())
        row = qobject_cast<BlockRow *>(widget);
    RequestPart part;
    if (m_system->isAncestorOf(focus)) {
        part.section = QStringLiteral("system");
        if (row)
            part.blockId = row->index().data(models::BlockIdRole).toString();
    } else if (m_tools->isAncestorOf(focus)) {
        part.section = QStringLiteral("toolConfig");
        if (row)
            part.tool = row->index().row();
    } else if (m_inference->isAncestorOf(focus)) {
        part.section = QStringLiteral("inferenceConfig");
    }
    return part;
}

QWidget *RequestPane::widgetOf(const RequestPart &part) const
{
    QWidget *section = nullptr;
    if (part.section == QLatin1StringView("system"))
        section = m_system;
    else if (part.section == QLatin1StringView("toolConfig"))
        section = m_tools;
    else if (part.section == QLatin1StringView("inferenceConfig"))
        section = m_inference;
    else if (!part.section.isEmpty() && part.section != QLatin1StringView("messages"))
        section = m_advanced;
    if (!section)
        return nullptr;
    for (BlockRow *row : section->findChildren<BlockRow *>()) {
        const bool isIt = part.blockId.isEmpty() ? row->index().row() == part.tool
                                                 : row->index().data(models::BlockIdRole) == part.blockId;
        if (isIt && row->isVisibleTo(section))
            return row;
    }
    return section;
}

void RequestPane::point(const RequestPart &part)
{
    QWidget *target = widgetOf(part);
    m_place->surround(target);
    if (!target)
        return;
    if (target->height() < m_scroll->viewport()->height())
        m_scroll->ensureWidgetVisible(target, 0, metrics::margin);
    else
        m_scroll->verticalScrollBar()->setValue(target->mapTo(m_scroll->widget(), QPoint()).y());
}

/// Whether the keyboard says which section it is: it is in one that is seen, or chooses among the tabs.
bool RequestPane::isHeldByFocus() const
{
    const QWidget *focus = QApplication::focusWidget();
    if (m_scrolledByHand || !focus)
        return false;
    return focus == m_tabs || (m_scroll->widget()->isAncestorOf(focus) && !focus->visibleRegion().isEmpty());
}

/// The line that is read goes from the top of the view to its end while one scrolls from end to end, so that
/// every section has its turn, however short it is.
RequestPane::Section RequestPane::sectionInView() const
{
    const QScrollBar *bar = m_scroll->verticalScrollBar();
    const int height = m_scroll->viewport()->height();
    const int read = bar->value() + (bar->maximum() > 0 ? height * bar->value() / bar->maximum() : 0);
    int current = System;
    for (int section = 0; section < SectionCount; ++section) {
        if (read >= sectionWidget(Section(section))->y())
            current = section;
    }
    return Section(current);
}

void RequestPane::followScrolling()
{
    if (isHeldByFocus())
        return;
    const QSignalBlocker blocker(m_tabs); // who chooses a tab by keyboard scrolls, not the other way round
    m_tabs->setCurrentIndex(sectionInView());
}

/// How many have no value, else how many there are.
void RequestPane::countVariables()
{
    const int unset = m_variablesModel.countUnset();
    const int count = unset > 0 ? unset : m_variablesModel.rowCount();
    m_tabs->setBadge(Variables, count > 0 ? QString::number(count) : QString());
    m_tabs->setTabToolTip(Variables, unset > 0 ? tr("%1 without a value").arg(unset) : QString());
}

void RequestPane::countTools()
{
    const int count = m_toolsModel.countSent();
    m_tabs->setBadge(Tools, count > 0 ? QString::number(count) : QString());
}

} // namespace outcrop::ui::editors
