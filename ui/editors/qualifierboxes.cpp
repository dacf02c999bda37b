// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/qualifierboxes.h"

#include "ui/widgets/flowlayout.h"
#include "ui/widgets/tokens.h"

#include <QCheckBox>

namespace outcrop::ui::editors
{

using namespace widgets;

QualifierBoxes::QualifierBoxes(QWidget *parent) : QWidget(parent)
{
    auto *flow = new FlowLayout(metrics::space, this);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    for (const char *qualifier : {"grounding_source", "query", "guard_content"}) {
        auto *check = new QCheckBox(QString::fromLatin1(qualifier));
        check->setToolTip(tr("guardContent.text.qualifiers"));
        flow->addWidget(check);
        m_boxes << check;
        connect(check, &QCheckBox::clicked, this, [this] {
            QStringList now;
            for (const QCheckBox *one : m_boxes) {
                if (one->isChecked())
                    now << one->text();
            }
            Q_EMIT chosen(now);
        });
    }
}

void QualifierBoxes::choose(const QStringList &qualifiers)
{
    for (QCheckBox *box : m_boxes)
        box->setChecked(qualifiers.contains(box->text()));
}

QList<QWidget *> QualifierBoxes::stops() const
{
    return {m_boxes.begin(), m_boxes.end()};
}

} // namespace outcrop::ui::editors
