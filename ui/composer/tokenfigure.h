// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

#include <optional>
#include <utility>

namespace outcrop::ui::models
{
class LintModel;
class TokenCount;
} // namespace outcrop::ui::models

namespace outcrop::ui::composer
{

/// How many tokens the request has: an estimate, marked as one, until it is pressed; then what the service
/// counts, until the request is another.
class TokenFigure : public QPushButton
{
    Q_OBJECT

public:
    explicit TokenFigure(QWidget *parent = nullptr);

    void setEstimate(qint64 tokens);
    /// Who counts, and who knows which request it is now; both must live longer.
    void setCount(models::TokenCount *count, const models::LintModel *request);
    /// The figures of the last request, for the tool tip.
    void setDrift(const QString &words);

    QSize sizeHint() const override;

private:
    bool isExact() const;
    void showFigure();

    models::TokenCount *m_count = nullptr;
    const models::LintModel *m_request = nullptr;
    qint64 m_estimate = 0;
    std::optional<std::pair<qint64, size_t>> m_exact; ///< tokens of the request with this fingerprint
    QString m_drift;
};

} // namespace outcrop::ui::composer
