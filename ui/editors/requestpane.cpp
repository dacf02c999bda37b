// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/requestpane.h"

#include "ui/editors/inferenceeditor.h"
#include "ui/editors/systemeditor.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/tabstrip.h"

#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;

RequestPane::RequestPane(conversation::ConversationDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_systemBlocks(document)
    , m_inferenceModel(document)
    , m_header(new PaneHeader)
    , m_tabs(m_header->tabs())
    , m_scroll(new QScrollArea)
    , m_system(new SystemEditor(&m_systemBlocks))
    , m_inference(new InferenceEditor(&m_inferenceModel))
{
    m_tabs->setAccessibleName(tr("Request"));
    m_tabs->addTab(tr("System"));
    m_tabs->addTab(tr("Inference"));
    auto *column = new QWidget;
    auto *sections = new QVBoxLayout(column);
    sections->setContentsMargins(0, 0, 0, 0);
    sections->setSpacing(0);
    sections->addWidget(m_system);
    sections->addWidget(new Hairline);
    sections->addWidget(m_inference);
    sections->addStretch();
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
    connect(m_tabs, &TabStrip::tabBarClicked, this, [this](int index) {
        if (index >= 0)
            goTo(Section(index));
    });
    connect(m_tabs, &TabStrip::currentChanged, this, [this](int index) {
        if (m_tabs->hasFocus()) // by the arrow keys: look, but keep the keyboard on the tabs
            m_scroll->verticalScrollBar()->setValue(sectionWidget(Section(index))->y());
    });
    connect(m_scroll->verticalScrollBar(), &QScrollBar::valueChanged, this, &RequestPane::followScrolling);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { followFocus(now); });
}

/// The editors go before the models they show.
RequestPane::~RequestPane()
{
    disconnect(qApp, nullptr, this, nullptr);
    delete m_scroll;
}

QWidget *RequestPane::takeHeader()
{
    layout()->removeWidget(m_header);
    return m_header;
}

QWidget *RequestPane::sectionWidget(Section section) const
{
    return section == System ? static_cast<QWidget *>(m_system) : m_inference;
}

void RequestPane::goTo(Section section)
{
    m_scroll->verticalScrollBar()->setValue(sectionWidget(section)->y());
    if (section == System)
        m_system->focusFirst();
    else
        m_inference->focusFirst();
    m_tabs->setCurrentIndex(section);
}

void RequestPane::followFocus(QWidget *now)
{
    for (const Section section : {System, Inference}) {
        if (now && sectionWidget(section)->isAncestorOf(now))
            m_tabs->setCurrentIndex(section);
    }
}

void RequestPane::followScrolling()
{
    const QWidget *focus = QApplication::focusWidget();
    if (focus && isAncestorOf(focus))
        return; // the keyboard says where one is
    const int middle = m_scroll->verticalScrollBar()->value() + m_scroll->viewport()->height() / 3;
    m_tabs->setCurrentIndex(middle >= m_inference->y() ? Inference : System);
}

} // namespace outcrop::ui::editors
