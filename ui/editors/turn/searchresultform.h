// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/turn/blockform.h"

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::editors
{

class CitationsChoice;
class ContentItems;

/// A search result: where it was found, its title, and its texts.
class SearchResultForm : public BlockForm
{
    Q_OBJECT

public:
    /// @p variables: whose variables count in the texts, null where there are none; must live longer.
    explicit SearchResultForm(conversation::ConversationDocument *variables, QWidget *parent = nullptr);

    void showBlock(const json::Json &block) override;
    void setPlace(const QString &place) override;
    QList<QWidget *> stops() const override;
    QString about() const override { return QStringLiteral("searchResult"); }
    QString problem() const override;

private:
    void takeResult(const json::Json &result, bool typing);
    void set(QLatin1StringView member, const json::Json &value, bool typing);

    QLineEdit *m_source;
    QLineEdit *m_title;
    CitationsChoice *m_citations;
    ContentItems *m_content;
    QPushButton *m_add;
    json::Json m_block;
};

} // namespace outcrop::ui::editors
