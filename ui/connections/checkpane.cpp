// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/checkpane.h"

#include "ui/models/connectioncontrol.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::connections
{

using namespace widgets;
using models::CheckStep;

namespace
{

constexpr int markWidth = 20;
constexpr int titleWidth = 110;

struct Mark {
    QString sign;
    QString words;
    TextRole role;
};

Mark markOf(CheckStep::State state)
{
    switch (state) {
    case CheckStep::State::Waiting:
        return {QStringLiteral("·"), CheckPane::tr("waiting"), TextRole::Faint};
    case CheckStep::State::Running:
        return {QStringLiteral("…"), CheckPane::tr("running"), TextRole::Muted};
    case CheckStep::State::Ok:
        return {QStringLiteral("✓"), CheckPane::tr("ok"), TextRole::Ok};
    case CheckStep::State::Warning:
        return {QStringLiteral("!"), CheckPane::tr("warning"), TextRole::Amber};
    case CheckStep::State::Failed:
        return {QStringLiteral("✕"), CheckPane::tr("failed"), TextRole::Error};
    case CheckStep::State::Skipped:
        return {QStringLiteral("–"), CheckPane::tr("skipped"), TextRole::Faint};
    }
    Q_UNREACHABLE();
}

TextRole detailRole(CheckStep::State state)
{
    return state == CheckStep::State::Failed    ? TextRole::Error
           : state == CheckStep::State::Warning ? TextRole::Text
                                                : TextRole::Muted;
}

} // namespace

CheckPane::CheckPane(models::ConnectionControl *control, QWidget *parent)
    : QWidget(parent)
    , m_control(control)
    , m_when(new TextLabel({}, TextRole::Muted))
    , m_copy(new QPushButton(tr("Copy report")))
    , m_run(new QPushButton(tr("Run check")))
    , m_card(new Card)
    , m_advice(new TextLabel)
    , m_policy(new QPushButton(tr("Copy the policy")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space);
    auto *top = new QHBoxLayout;
    top->setSpacing(metrics::space);
    auto *title = new TextLabel(tr("Check"));
    title->setFont(boldFont(title->font()));
    useSmall(m_when);
    top->addWidget(title);
    top->addWidget(m_when, 1);
    top->addWidget(m_copy);
    top->addWidget(m_run);
    layout->addLayout(top);
    auto *inside = new QVBoxLayout(m_card);
    inside->setContentsMargins(metrics::margin, metrics::space, metrics::margin, metrics::space);
    inside->setSpacing(metrics::gap);
    inside->addWidget(m_advice);
    inside->addWidget(m_policy, 0, Qt::AlignLeft);
    m_policy->setAutoDefault(false);
    m_policy->setToolTip(tr("An IAM policy that allows this model, as JSON for whoever gives permissions"));
    connect(m_policy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_control->checkPolicy(m_id)); });
    m_advice->setWordWrap(true);
    m_advice->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(m_card);
    setButtonKind(m_run, ButtonKind::Primary);
    m_run->setAutoDefault(false);
    m_copy->setAutoDefault(false);
    m_copy->setToolTip(tr("The steps as text; no secret is in it"));
    m_run->setToolTip(
        tr("Name, connection, proxy, TLS, clock, credentials, list of models, and a call of one token"));
    connect(m_copy, &QPushButton::clicked, this, &CheckPane::copyReport);
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_control->isChecking(m_id)) {
            m_control->stopCheck();
            return;
        }
        Q_EMIT started();
        m_control->startCheck(m_id);
    });
    connect(control, &models::ConnectionControl::checkChanged, this, [this](const QString &id) {
        if (id == m_id)
            follow();
    });
}

void CheckPane::showConnection(const QString &id)
{
    m_id = id;
    follow();
}

void CheckPane::follow()
{
    const bool isRunning = m_control->isChecking(m_id);
    const std::vector<CheckStep> steps = m_control->checkSteps(m_id);
    const QString advice = m_control->checkAdvice(m_id);
    m_when->setText(isRunning       ? tr("running …")
                    : steps.empty() ? tr("not run yet")
                                    : tr("last run %1").arg(m_control->lastChecked(m_id)));
    m_run->setText(isRunning ? tr("Stop") : tr("Run check"));
    m_copy->setEnabled(!steps.empty() && !isRunning);
    m_card->setVisible(!advice.isEmpty());
    m_advice->setText(advice);
    m_policy->setVisible(!m_control->checkPolicy(m_id).isEmpty());
    clearSteps();
    for (int row = 0; row < int(steps.size()); ++row)
        addStep(row, steps[std::size_t(row)]);
}

void CheckPane::clearSteps()
{
    delete m_steps;
    m_steps = new QWidget;
    auto *grid = new QGridLayout(m_steps);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::space);
    grid->setVerticalSpacing(metrics::space);
    grid->setColumnMinimumWidth(0, markWidth);
    grid->setColumnMinimumWidth(1, titleWidth);
    grid->setColumnStretch(2, 1);
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, m_steps);
}

void CheckPane::addStep(int row, const CheckStep &step)
{
    auto *grid = static_cast<QGridLayout *>(m_steps->layout());
    const Mark mark = markOf(step.state);
    auto *sign = new TextLabel(mark.sign, mark.role);
    sign->setAccessibleName(QStringLiteral("%1: %2").arg(step.title, mark.words));
    auto *detail = new TextLabel(step.detail, detailRole(step.state));
    detail->setWordWrap(true);
    detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *took =
        new TextLabel(step.took ? tr("%1 ms").arg(QLocale().toString(qint64(step.took->count()))) : QString(),
                      TextRole::Muted);
    grid->addWidget(sign, row, 0, Qt::AlignTop | Qt::AlignHCenter);
    grid->addWidget(new TextLabel(step.title), row, 1, Qt::AlignTop);
    grid->addWidget(detail, row, 2, Qt::AlignTop);
    grid->addWidget(took, row, 3, Qt::AlignTop | Qt::AlignRight);
}

void CheckPane::copyReport()
{
    QGuiApplication::clipboard()->setText(m_control->checkReport(m_id));
}

} // namespace outcrop::ui::connections
