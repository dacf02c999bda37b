// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QWidget>

namespace outcrop::ui::widgets
{
class GrowingTextEdit;
}

namespace outcrop::ui::editors
{

class CitationsChoice;

/// What a document has besides its file: the context it is to be read in, and whether it may be cited.
class DocumentFields : public QWidget
{
    Q_OBJECT

public:
    explicit DocumentFields(QWidget *parent = nullptr);

    /// @p document is the value of the block's member.
    void setDocument(const json::Json &document);
    /// Where it stands ("block 3"), for accessible names.
    void setPlace(const QString &place);
    QList<QWidget *> stops() const;

Q_SIGNALS:
    void edited(const outcrop::json::Json &document, bool typing);

private:
    void takeContext();

    widgets::GrowingTextEdit *m_context;
    CitationsChoice *m_citations;
    json::Json m_document;
};

} // namespace outcrop::ui::editors
