// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/tooluseform.h"

#include "core/json/schemacheck.h"
#include "ui/editors/turn/fieldgrid.h"
#include "ui/editors/turn/jsonfield.h"
#include "ui/models/turnblocksmodel.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace Qt::StringLiterals;
using namespace widgets;

namespace
{

constexpr size_t faultsShown = 4;

} // namespace

ToolUseForm::ToolUseForm(models::TurnBlocksModel *model, QWidget *parent)
    : BlockForm(parent)
    , m_model(model)
    , m_name(new QComboBox)
    , m_id(new QLineEdit)
    , m_input(new JsonField)
    , m_check(new TextLabel({}, TextRole::Muted))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap);
    m_name->setEditable(true); // before it has a place: its field stays beside it in the order of Tab
    auto *grid = new FieldGrid;
    grid->addField(u"name"_s, u"toolUse.name"_s, m_name);
    grid->addField(u"toolUseId"_s, u"toolUse.toolUseId"_s, m_id);
    grid->addField(u"input"_s, u"toolUse.input"_s, m_input);
    grid->addBelow(m_check);
    layout->addLayout(grid);
    m_name->setInsertPolicy(QComboBox::NoInsert);
    m_name->addItems(model->toolNames());
    useMonospace(m_name);
    useMonospace(m_id);
    m_check->setWordWrap(true);
    useSmall(m_check);
    connect(m_name, &QComboBox::currentTextChanged, this,
            [this](const QString &name) { set("name"_L1, json::Json(name)); });
    connect(m_id, &QLineEdit::textEdited, this,
            [this](const QString &id) { set("toolUseId"_L1, json::Json(id)); });
    connect(m_input, &JsonField::edited, this, [this](const json::Json &input) { set("input"_L1, input); });
}

void ToolUseForm::set(QLatin1StringView member, const json::Json &value)
{
    json::Json call = m_block.value("toolUse"_L1);
    if (call.value(member) == value)
        return;
    call.set(member, value);
    m_block.set("toolUse"_L1, call);
    checkInput();
    Q_EMIT edited(m_block, true);
}

void ToolUseForm::showBlock(const json::Json &block)
{
    m_block = block;
    const json::Json call = block.value("toolUse"_L1);
    if (const QString name = call.value("name"_L1).toString(); m_name->currentText() != name)
        m_name->setCurrentText(name);
    if (const QString id = call.value("toolUseId"_L1).toString(); m_id->text() != id)
        m_id->setText(id);
    m_input->setValue(call.value("input"_L1));
    checkInput();
}

void ToolUseForm::checkInput()
{
    const json::Json call = m_block.value("toolUse"_L1);
    const QString name = call.value("name"_L1).toString();
    const auto schema = m_model->schemaOf(name);
    QStringList faults;
    if (schema && !m_input->isUnfinished()) {
        for (const json::SchemaFault &fault :
             json::checkAgainstSchema(call.value("input"_L1), *schema, faultsShown))
            faults << fault.toString();
    }
    m_check->setRole(!schema ? TextRole::Muted : faults.isEmpty() ? TextRole::Ok : TextRole::Error);
    m_check->setText(!schema ? tr("No tool of this name is in the request, so its input is not checked.")
                     : faults.isEmpty() ? tr("matches the schema")
                                        : faults.join(u'\n'));
    m_check->setVisible(!m_input->isUnfinished());
}

void ToolUseForm::setPlace(const QString &place)
{
    m_name->setAccessibleName(tr("Tool name of %1").arg(place));
    m_id->setAccessibleName(tr("Call id of %1").arg(place));
    m_input->setName(tr("Input of %1").arg(place));
}

QList<QWidget *> ToolUseForm::stops() const
{
    return {m_name, m_id, m_input->stop()};
}

QString ToolUseForm::problem() const
{
    if (m_name->currentText().isEmpty())
        return tr("A call needs the name of its tool.");
    return m_id->text().isEmpty() ? tr("A call needs an id, which its result repeats.") : QString();
}

} // namespace outcrop::ui::editors
