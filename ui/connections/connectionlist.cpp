// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionlist.h"

#include "ui/connections/senderwords.h"
#include "ui/models/connectioncontrol.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop::ui::connections
{

using namespace widgets;
namespace core = outcrop::connections;
using core::AuthKind;
using core::ConnectionKind;
using core::ConnectionSpec;

namespace
{

constexpr int idRole = Qt::UserRole;
constexpr int detailRole = Qt::UserRole + 1;
constexpr int problemRole = Qt::UserRole + 2;
constexpr int markWidth = 3;

/// Where it leads and who sends, in one line.
QString detailOf(const ConnectionSpec &spec, const QString &sender)
{
    switch (spec.kind) {
    case ConnectionKind::Simulator:
        return ConnectionList::tr("offline, built in");
    case ConnectionKind::Environment:
        return ConnectionList::tr("AWS variables of the environment");
    case ConnectionKind::Gateway:
        return ConnectionList::tr("gateway · %1")
            .arg(QString(spec.endpointUrl)
                     .remove(QStringLiteral("http://"))
                     .remove(QStringLiteral("https://")));
    case ConnectionKind::Aws:
        break;
    }
    QStringList parts{QStringLiteral("AWS")};
    if (!spec.region.isEmpty())
        parts.append(spec.region);
    if (!sender.isEmpty())
        parts.append(sender);
    else if (spec.auth == AuthKind::AwsProfile)
        parts.append(ConnectionList::tr("profile %1").arg(spec.profile));
    else if (spec.auth == AuthKind::BearerStored || spec.auth == AuthKind::BearerEnvironment)
        parts.append(ConnectionList::tr("API key"));
    return parts.join(QStringLiteral(" · "));
}

class ConnectionItemDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = tokensOf(option.palette);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const QString problem = index.data(problemRole).toString();
        const QRect box = option.rect.adjusted(metrics::margin, metrics::gap, -metrics::space, -metrics::gap);
        const int half = box.height() / 2;
        painter->save();
        painter->fillRect(option.rect, selected ? t.selection : t.surface);
        if (selected)
            painter->fillRect(option.rect.left(), option.rect.top(), markWidth, option.rect.height(),
                              t.accent);
        const auto line = [painter](const QRect &rect, const QString &text, const QFont &font,
                                    const QColor &ink) {
            painter->setFont(font);
            painter->setPen(ink);
            painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                              QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width()));
        };
        line({box.left(), box.top(), box.width(), half}, index.data().toString(), boldFont(option.font),
             t.text);
        line({box.left(), box.top() + half, box.width(), half},
             problem.isEmpty() ? index.data(detailRole).toString() : problem, smallFont(option.font),
             problem.isEmpty() ? t.muted : t.errorText);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {100, 2 * QFontMetrics(option.font).height() + 2 * metrics::space};
    }
};

} // namespace

ConnectionList::ConnectionList(core::ConnectionStore *store, models::ConnectionControl *control,
                               QWidget *parent)
    : QWidget(parent), m_store(store), m_control(control), m_list(new QListWidget)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, metrics::margin, 1, metrics::margin);
    layout->setSpacing(metrics::space);
    auto *header = new SectionHeader(tr("CONNECTIONS"));
    header->setContentsMargins(metrics::margin, 0, 0, 0);
    layout->addWidget(header);
    layout->addWidget(m_list, 1);
    m_list->setAccessibleName(tr("Connections"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setBackgroundRole(QPalette::Window);
    m_list->setItemDelegate(new ConnectionItemDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(metrics::margin, 0, metrics::margin, 0);
    buttons->setSpacing(metrics::space);
    auto *more = new QPushButton(tr("+ New"));
    auto *menu = new QMenu(more);
    menu->addAction(tr("AWS"), this, [this] { addConnection(ConnectionKind::Aws); });
    menu->addAction(tr("Gateway"), this, [this] { addConnection(ConnectionKind::Gateway); });
    more->setMenu(menu);
    more->setAccessibleName(tr("New connection"));
    auto *import = new QPushButton(tr("Import AWS profiles"));
    import->setToolTip(tr("One connection for each profile of the shared config and credentials files"));
    for (QPushButton *button : {more, import})
        button->setAutoDefault(false);
    buttons->addWidget(more);
    buttons->addWidget(import, 1);
    layout->addLayout(buttons);
    connect(import, &QPushButton::clicked, this, &ConnectionList::importProfiles);

    for (int row = 0; row < store->count(); ++row)
        insert(row);
    connect(store, &core::ConnectionStore::inserted, this, &ConnectionList::insert);
    connect(store, &core::ConnectionStore::changed, this, &ConnectionList::describe);
    connect(store, &core::ConnectionStore::removed, this, [this](int row) { delete m_list->takeItem(row); });
    connect(control, &models::ConnectionControl::senderChanged, this, [this](const QString &id) {
        if (const int row = m_store->rowOf(id); row >= 0)
            describe(row);
    });
    connect(m_list, &QListWidget::currentItemChanged, this, [this] { Q_EMIT currentChanged(currentId()); });
}

void ConnectionList::insert(int row)
{
    m_list->insertItem(row, new QListWidgetItem);
    describe(row);
}

void ConnectionList::describe(int row)
{
    const ConnectionSpec &spec = m_store->at(row);
    QListWidgetItem *item = m_list->item(row);
    const auto problems = core::problemsOf(spec);
    const auto worst =
        std::ranges::find_if(problems, [](const core::FieldProblem &problem) { return !problem.isWarning; });
    const SenderWords words = senderWords(spec, m_control->sender(spec.id), m_control->now());
    const QString problem = !spec.isBuiltIn() && worst != problems.end() ? worst->message
                            : words.isProblem                            ? words.inList
                                                                         : QString();
    const QString detail = detailOf(spec, words.inList);
    item->setText(spec.name);
    item->setData(idRole, spec.id);
    item->setData(detailRole, detail);
    item->setData(problemRole, problem);
    item->setToolTip(problem.toHtmlEscaped());
    item->setData(Qt::AccessibleDescriptionRole, problem.isEmpty() ? detail : problem);
}

void ConnectionList::followSenders()
{
    for (int row = 0; row < m_store->count(); ++row)
        describe(row);
}

void ConnectionList::addConnection(ConnectionKind kind)
{
    ConnectionSpec spec;
    spec.kind = kind;
    spec.name = kind == ConnectionKind::Gateway ? tr("Gateway") : tr("AWS");
    if (kind == ConnectionKind::Gateway) {
        spec.endpointUrl = QStringLiteral("http://localhost:8080/bedrock");
        spec.auth = AuthKind::None;
    }
    select(m_store->add(spec));
}

void ConnectionList::importProfiles()
{
    const int before = m_store->count();
    const int added = m_control->importProfiles();
    if (added > 0)
        m_list->setCurrentRow(before);
    Q_EMIT told(added > 0 ? tr("%n profile(s) imported. Ctrl+Z takes it back.", nullptr, added)
                : m_control->profiles().isEmpty()
                    ? tr("There are no AWS profiles: neither ~/.aws/config nor ~/.aws/credentials names one.")
                    : tr("Every AWS profile has its connection already."));
}

void ConnectionList::select(const QString &id)
{
    m_list->setCurrentRow(std::max(0, m_store->rowOf(id)));
}

QString ConnectionList::currentId() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(idRole).toString() : QString();
}

void ConnectionList::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), t.surface);
    painter.fillRect(width() - 1, 0, 1, height(), t.line);
}

} // namespace outcrop::ui::connections
