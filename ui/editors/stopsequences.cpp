// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/stopsequences.h"

#include "ui/widgets/flowlayout.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/shortcutbutton.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace outcrop::ui::editors
{

using namespace widgets;
using models::InferenceModel;

QString escaped(const QString &sequence)
{
    QString shown = sequence;
    return shown.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u'\n', QStringLiteral("\\n"))
        .replace(u'\r', QStringLiteral("\\r"))
        .replace(u'\t', QStringLiteral("\\t"));
}

QString unescaped(const QString &typed)
{
    QString text;
    for (qsizetype i = 0; i < typed.size(); ++i) {
        const QChar next = i + 1 < typed.size() ? typed[i + 1] : QChar();
        if (typed[i] != u'\\' || (next != u'n' && next != u'r' && next != u't' && next != u'\\')) {
            text += typed[i];
            continue;
        }
        text += next == u'n' ? u'\n' : next == u'r' ? u'\r' : next == u't' ? u'\t' : u'\\';
        ++i;
    }
    return text;
}

StopSequences::StopSequences(InferenceModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_flow(new FlowLayout(metrics::gap, this))
    , m_none(new TextLabel(tr("not sent"), TextRole::Muted))
    , m_field(new QLineEdit)
    , m_add(new QPushButton(QStringLiteral("+")))
{
    m_add->setAutoDefault(false);
    m_add->setAccessibleName(tr("Add a stop sequence"));
    m_add->setToolTip(tr("Adds a stop sequence; \\n stands for a line break"));
    m_field->setAccessibleName(tr("New stop sequence"));
    m_field->setFont(monospaceFont(m_field->font()));
    m_field->setFixedWidth(120);
    m_none->setMinimumHeight(metrics::controlHeight);
    m_field->hide();
    m_field->installEventFilter(this);
    m_flow->addWidget(m_none);
    m_flow->addWidget(m_field);
    m_flow->addWidget(m_add);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_add, &QPushButton::clicked, this, &StopSequences::startAdding);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { finishAdding(true); });
    refresh();
}

void StopSequences::refresh()
{
    for (QWidget *chip : m_chips) {
        m_flow->removeWidget(chip);
        chip->hide();
        chip->deleteLater(); // it may be the sender
    }
    m_chips.clear();
    m_flow->removeWidget(m_none);
    m_flow->removeWidget(m_field);
    m_flow->removeWidget(m_add);
    const QStringList sequences = m_model->stopSequences();
    for (int i = 0; i < sequences.size(); ++i)
        m_chips.append(makeChip(sequences[i], i));
    for (QWidget *chip : m_chips)
        m_flow->addWidget(chip);
    m_flow->addWidget(m_none);
    m_flow->addWidget(m_field);
    m_flow->addWidget(m_add);
    m_none->setVisible(sequences.isEmpty() && !m_field->isVisible());
    chainTabs(QList<QWidget *>{this} + m_chips + QList<QWidget *>{m_field, m_add});
    updateGeometry();
}

void StopSequences::focusFirst()
{
    QWidget *first = m_chips.isEmpty() ? m_add : m_chips.constFirst();
    first->setFocus(Qt::OtherFocusReason);
}

QWidget *StopSequences::makeChip(const QString &sequence, int index)
{
    auto *chip = new ShortcutButton;
    chip->setText(escaped(sequence));
    chip->setHint(QStringLiteral("×"));
    chip->setAutoDefault(false);
    chip->setFont(smallMonospaceFont(chip->font()));
    chip->setAccessibleName(tr("Remove stop sequence %1").arg(escaped(sequence)));
    chip->setToolTip(tr("Remove"));
    connect(chip, &QPushButton::clicked, this, [this, index] {
        QStringList rest = m_model->stopSequences();
        rest.removeAt(index);
        m_model->setStopSequences(rest);
        m_add->setFocus(Qt::OtherFocusReason);
    });
    return chip;
}

void StopSequences::startAdding()
{
    m_none->hide();
    m_field->clear();
    m_field->show();
    m_field->setFocus(Qt::OtherFocusReason);
}

void StopSequences::finishAdding(bool take)
{
    if (m_field->isHidden())
        return;
    const QString sequence = unescaped(m_field->text());
    m_field->hide();
    if (take && !sequence.isEmpty())
        m_model->setStopSequences(m_model->stopSequences() << sequence);
    else
        refresh();
    m_add->setFocus(Qt::OtherFocusReason);
}

bool StopSequences::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept(); // Esc ends the typing here and stops no run
        return true;
    }
    if (watched == m_field && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        finishAdding(false);
        return true;
    }
    if (watched == m_field && event->type() == QEvent::FocusOut &&
        static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason && !m_field->isHidden()) {
        const QString sequence = unescaped(m_field->text());
        m_field->hide();
        if (!sequence.isEmpty())
            m_model->setStopSequences(m_model->stopSequences() << sequence);
        else
            refresh();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace outcrop::ui::editors
