// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/modelpicker.h"

#include "core/conversation/conversationdocument.h"
#include "ui/models/connectionsmodel.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/tokens.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>

namespace outcrop::ui::shell
{

using namespace widgets;
using conversation::ConversationDocument;
using models::ConnectionsModel;

namespace
{

constexpr int usualCharacters = 30;
constexpr int leastCharacters = 14;

} // namespace

ModelPicker::ModelPicker(ConnectionsModel *connections, ConversationDocument *document, QWidget *parent)
    : QComboBox(parent), m_connections(connections), m_document(document)
{
    setAccessibleName(tr("Model id"));
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    useMonospace(this);
    lineEdit()->setFont(font());
    lineEdit()->setPlaceholderText(tr("model id or ARN"));
    lineEdit()->setAccessibleName(tr("Model id"));
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    setToolTip(tr("modelId: a model, an inference profile or an ARN (Ctrl+Shift+M)"));
    connect(this, &QComboBox::activated, this, &ModelPicker::take);
    connect(lineEdit(), &QLineEdit::editingFinished, this, &ModelPicker::take);
    connect(document, &ConversationDocument::modelChanged, this, &ModelPicker::followDocument);
    connect(document, &ConversationDocument::connectionChanged, this, &ModelPicker::followConnection);
    connect(connections, &QAbstractItemModel::rowsInserted, this, &ModelPicker::followConnection);
    connect(connections, &QAbstractItemModel::dataChanged, this, &ModelPicker::followConnection);
    followConnection();
}

void ModelPicker::followConnection()
{
    const int row = m_connections->rowOf(m_document->conversation().connectionName);
    const QStringList ids = m_connections->index(row).data(ConnectionsModel::ModelsRole).toStringList();
    QStringList shown;
    for (int i = 0; i < count(); ++i)
        shown.append(itemText(i));
    if (shown != ids) {
        const QSignalBlocker quiet(this);
        clear();
        addItems(ids);
    }
    followDocument();
}

void ModelPicker::followDocument()
{
    const QString id = m_document->conversation().modelId;
    if (currentText() == id)
        return;
    setEditText(id);
    lineEdit()->setCursorPosition(0);
}

void ModelPicker::take()
{
    m_document->setModelId(currentText().trimmed());
}

QSize ModelPicker::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * usualCharacters + 40, QComboBox::sizeHint().height()};
}

QSize ModelPicker::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * leastCharacters + 40, QComboBox::minimumSizeHint().height()};
}

} // namespace outcrop::ui::shell
