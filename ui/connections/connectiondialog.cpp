// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectiondialog.h"

#include "ui/connections/checkpane.h"
#include "ui/connections/connectionform.h"
#include "ui/connections/connectionlist.h"
#include "ui/connections/secretfield.h"
#include "ui/connections/senderwords.h"
#include "ui/models/connectioncontrol.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/screenroom.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop::ui::connections
{

using namespace widgets;
namespace core = outcrop::connections;

namespace
{

constexpr QSize usualSize{1040, 720};
constexpr int listWidth = 250;
constexpr std::chrono::seconds timeGoesOn{20}; // minutes are told

QPushButton *button(const QString &text, const QString &tip)
{
    auto *made = new QPushButton(text);
    made->setAutoDefault(false);
    made->setToolTip(tip);
    return made;
}

} // namespace

ConnectionDialog::ConnectionDialog(core::ConnectionStore *store, models::ConnectionControl *control,
                                   QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_control(control)
    , m_list(new ConnectionList(store, control))
    , m_form(new ConnectionForm(store, control))
    , m_check(new CheckPane(control))
    , m_title(new TextLabel)
    , m_state(new Pill)
    , m_told(new TextLabel({}, TextRole::Muted))
    , m_builtIn(new TextLabel({}, TextRole::Muted))
    , m_use(button(tr("Use"), tr("Send this conversation by it")))
    , m_duplicate(button(tr("Duplicate"), tr("A copy, without its secrets")))
    , m_remove(button(tr("Delete"), tr("Ctrl+Z brings it back")))
{
    setWindowTitle(tr("Connections"));
    resizeWithinScreen(this, usualSize);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_list->setFixedWidth(listWidth);
    layout->addWidget(m_list);
    layout->addWidget(makeRight(), 1);

    connect(m_list, &ConnectionList::currentChanged, this, &ConnectionDialog::showConnection);
    connect(m_list, &ConnectionList::told, this, &ConnectionDialog::tell);
    connect(m_duplicate, &QPushButton::clicked, this, &ConnectionDialog::duplicate);
    connect(m_remove, &QPushButton::clicked, this, &ConnectionDialog::remove);
    connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT useRequested(m_id); });
    connect(store, &core::ConnectionStore::changed, this, &ConnectionDialog::follow);
    connect(store, &core::ConnectionStore::saveFailed, this, [this](const base::Error &error) {
        tell(QStringLiteral("%1 %2").arg(error.message, error.advice));
    });
    connect(control, &models::ConnectionControl::senderChanged, this, [this](const QString &id) {
        if (id == m_id)
            followSender();
    });
    auto *clock = new QTimer(this);
    connect(clock, &QTimer::timeout, this, [this] {
        m_list->followSenders();
        followSender();
    });
    clock->start(timeGoesOn);
    for (const auto &[keys, act] :
         {std::pair(QKeySequence::Undo, &QUndoStack::undo), std::pair(QKeySequence::Redo, &QUndoStack::redo)})
        connect(new QShortcut(keys, this), &QShortcut::activated, &store->undoStack(), act);
    select({});
}

QWidget *ConnectionDialog::makeRight()
{
    auto *right = new QWidget;
    auto *layout = new QVBoxLayout(right);
    layout->setContentsMargins(2 * metrics::margin, metrics::margin, 0, 0);
    layout->setSpacing(metrics::margin);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(0, 0, 2 * metrics::margin, 0);
    top->setSpacing(metrics::space);
    QFont large = boldFont(m_title->font());
    large.setPointSizeF(large.pointSizeF() * 1.2);
    m_title->setFont(large);
    top->addWidget(m_title);
    top->addWidget(m_state);
    top->addStretch(1);
    top->addWidget(m_use);
    top->addWidget(m_duplicate);
    top->addWidget(m_remove);
    layout->addLayout(top);
    useSmall(m_told);
    m_told->setWordWrap(true);
    m_told->hide();
    layout->addWidget(m_told);

    auto *page = new QWidget;
    auto *inside = new QVBoxLayout(page);
    inside->setContentsMargins(0, 0, 2 * metrics::margin, 2 * metrics::margin);
    inside->setSpacing(metrics::margin);
    m_builtIn->setWordWrap(true);
    inside->addWidget(m_builtIn);
    inside->addWidget(m_form);
    inside->addWidget(new Hairline);
    inside->addWidget(m_check);
    inside->addStretch(1);
    m_scroll = new QScrollArea;
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(page);
    // A check grows at the end of the page: what it finds is shown, until somebody looks elsewhere.
    QScrollBar *bar = m_scroll->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar](int, int max) {
        if (m_followsCheck)
            bar->setValue(max);
    });
    connect(bar, &QScrollBar::actionTriggered, this, [this] { m_followsCheck = false; });
    connect(m_check, &CheckPane::started, this, [this] { m_followsCheck = true; });
    layout->addWidget(m_scroll, 1);
    return right;
}

void ConnectionDialog::select(const QString &id)
{
    m_list->select(id);
    showConnection(m_list->currentId());
}

void ConnectionDialog::enterSecret()
{
    const QList<SecretField *> fields = m_form->findChildren<SecretField *>();
    const auto wanted = std::ranges::find_if(fields, &SecretField::isWanted);
    if (wanted != fields.end())
        enter(*wanted);
}

void ConnectionDialog::enterKey()
{
    const QList<SecretField *> fields = m_form->findChildren<SecretField *>();
    const auto key = std::ranges::find_if(fields, [this](const SecretField *field) {
        return field->isVisibleTo(m_form); // the fields of who sends stand before the others
    });
    if (key != fields.end())
        enter(*key);
}

void ConnectionDialog::enter(SecretField *field)
{
    field->setFocus(Qt::ShortcutFocusReason);
    m_scroll->ensureWidgetVisible(field);
}

void ConnectionDialog::showConnection(const QString &id)
{
    if (id != m_id)
        tell({});
    m_id = id;
    m_followsCheck = false;
    m_form->showConnection(id);
    m_check->showConnection(id);
    follow();
}

void ConnectionDialog::follow()
{
    m_followsCheck = false; // what changed is above the check
    const core::ConnectionSpec *spec = m_store->find(m_id);
    m_title->setText(spec ? spec->name : QString());
    const bool isOwn = spec && !spec->isBuiltIn();
    m_form->setVisible(isOwn);
    m_builtIn->setVisible(spec && !isOwn);
    m_builtIn->setText(
        spec && spec->kind == core::ConnectionKind::Simulator
            ? tr("The simulator is part of Outcrop: a real endpoint on this computer, with keys made up "
                 "at each start and no model behind it. There is nothing to set.")
            : tr("What the AWS variables of the environment Outcrop was started in lead to. Make a "
                 "connection of your own to set it here."));
    m_duplicate->setEnabled(isOwn);
    m_remove->setEnabled(isOwn);
    m_use->setEnabled(spec != nullptr);
    followSender();
}

void ConnectionDialog::followSender()
{
    const core::ConnectionSpec *spec = m_store->find(m_id);
    const SenderWords words =
        spec ? senderWords(*spec, m_control->sender(m_id), m_control->now()) : SenderWords();
    m_state->setText(words.pill);
    m_state->setTone(words.tone);
    m_state->setVisible(!words.pill.isEmpty());
    m_form->followSender();
}

void ConnectionDialog::tell(const QString &text)
{
    m_told->setText(text);
    m_told->setVisible(!text.isEmpty());
}

void ConnectionDialog::remove()
{
    const core::ConnectionSpec *spec = m_store->find(m_id);
    if (!spec)
        return;
    const QString name = spec->name;
    if (m_store->remove(m_id))
        tell(tr("%1 was deleted. Ctrl+Z brings it back.").arg(name));
}

void ConnectionDialog::duplicate()
{
    const QString id = m_store->duplicate(m_id);
    if (id.isEmpty())
        return;
    select(id);
    tell(tr("A copy. Secrets are not copied: set them here."));
}

} // namespace outcrop::ui::connections
