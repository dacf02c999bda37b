// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/tokenfigure.h"

#include "ui/models/lintmodel.h"
#include "ui/models/tokencount.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/tokens.h"

#include <QLocale>

namespace outcrop::ui::composer
{

using namespace widgets;
using models::LintModel;
using models::TokenCount;

TokenFigure::TokenFigure(QWidget *parent) : QPushButton(parent)
{
    useSmall(this);
    setButtonKind(this, ButtonKind::Flat);
    setAutoDefault(true);
    setFocusPolicy(Qt::NoFocus); // nothing to press yet
    connect(this, &QPushButton::clicked, this, [this] {
        if (m_count)
            m_count->count();
    });
}

void TokenFigure::setEstimate(qint64 tokens)
{
    m_estimate = tokens;
    showFigure();
}

void TokenFigure::setCount(TokenCount *count, const LintModel *request)
{
    m_count = count;
    m_request = request;
    setFocusPolicy(Qt::StrongFocus);
    connect(count, &TokenCount::changed, this, &TokenFigure::showFigure);
    connect(count, &TokenCount::counted, this, [this](qint64 tokens, size_t fingerprint) {
        m_exact = std::pair(tokens, fingerprint);
        showFigure();
    });
    connect(request, &LintModel::checked, this, &TokenFigure::showFigure);
    showFigure();
}

void TokenFigure::setDrift(const QString &words)
{
    m_drift = words;
    showFigure();
}

bool TokenFigure::isExact() const
{
    return m_exact && m_request->isCurrent() && m_exact->second == m_request->request();
}

void TokenFigure::showFigure()
{
    const bool exact = isExact();
    const QString number = QLocale().toString(exact ? m_exact->first : m_estimate);
    const bool counting = m_count && m_count->isCounting();
    setText(counting ? tr("counting…") : exact ? tr("%1 in").arg(number) : tr("≈ %1 in").arg(number));
    QStringList tips{exact ? tr("Counted by the service, for the request as it is now")
                           : tr("Estimated tokens of the request with this message")};
    if (m_count && !exact)
        tips << tr("Press to have the service count them (CountTokens)");
    if (!m_drift.isEmpty())
        tips << m_drift;
    setAccessibleName(counting ? text()
                      : exact  ? tr("%1 tokens, counted").arg(number)
                               : tr("About %1 tokens").arg(number));
    setAccessibleDescription(tips.join(u' '));
    setToolTip(tips.join(u'\n').toHtmlEscaped());
}

/// Beside a label of the same size: no higher than its line.
QSize TokenFigure::sizeHint() const
{
    return {QPushButton::sizeHint().width(), fontMetrics().height() + metrics::gap};
}

} // namespace outcrop::ui::composer
