// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/modelpicker.h"

#include "core/conversation/conversationdocument.h"
#include "ui/models/connectionsmodel.h"
#include "ui/models/modelsource.h"
#include "ui/shell/modelpopup.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/tokens.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>

#include <utility>

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

ModelPicker::ModelPicker(ConnectionsModel *connections, ConversationDocument *document,
                         models::ModelSource *source, QWidget *parent)
    : Picker(connections, document, leastCharacters, parent), m_source(source)
{
    setAccessibleName(tr("Model id"));
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
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
    connect(document, &ConversationDocument::modelChanged, this, &ModelPicker::showModel);
    ModelPicker::follow();
}

void ModelPicker::follow()
{
    const QStringList ids = connection().data(ConnectionsModel::ModelsRole).toStringList();
    QStringList shown;
    for (int i = 0; i < count(); ++i)
        shown.append(itemText(i));
    if (shown != ids) {
        const QSignalBlocker quiet(this);
        clear();
        addItems(ids);
    }
    showModel();
}

void ModelPicker::showModel()
{
    const QString id = document()->conversation().modelId;
    if (currentText() == id)
        return;
    setEditText(id);
    lineEdit()->setCursorPosition(0);
}

void ModelPicker::take()
{
    choose(currentText().trimmed());
}

void ModelPicker::choose(const QString &id)
{
    if (id == document()->conversation().modelId)
        return;
    document()->setModelId(id);
    if (m_source)
        m_source->noteUsed(id);
}

void ModelPicker::startChoosing()
{
    m_from = window()->focusWidget();
    setFocus(Qt::ShortcutFocusReason);
    lineEdit()->selectAll();
    if (m_source)
        showPopup();
}

void ModelPicker::showPopup()
{
    const QString name = document()->conversation().connectionName;
    if (!m_source || name.isEmpty()) {
        QComboBox::showPopup();
        return;
    }
    auto *popup = new ModelPopup(m_source, name, document()->conversation().modelId, this);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    connect(popup, &ModelPopup::chosen, this, &ModelPicker::choose);
    // Else the next key would take the place of the model that is selected here.
    connect(popup, &QObject::destroyed, this, [this] {
        if (const QPointer<QWidget> from = std::exchange(m_from, {}); from && from->isVisible())
            widgets::focusVisibly(from);
    });
    popup->openBelow(this);
}

int ModelPicker::usualWidth() const
{
    return fontMetrics().averageCharWidth() * usualCharacters + 40;
}

} // namespace outcrop::ui::shell
