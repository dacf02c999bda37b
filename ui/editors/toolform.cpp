// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/toolform.h"

#include "core/json/schemacheck.h"
#include "ui/editors/schemaform.h"
#include "ui/models/toolsmodel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/growingtextedit.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"
#include "ui/widgets/variableassist.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;
using json::Json;
using models::ToolsModel;

namespace
{

constexpr int mostDescriptionLines = 8;
constexpr int schemaHeight = 220;
constexpr int sampleHeight = 76;
constexpr size_t faultsShown = 6;

enum View { Form, Text };
enum Strict { NotSent, On, Off };

TextLabel *label(const QString &text, const QString &member)
{
    auto *made = new TextLabel(text, TextRole::Muted);
    made->setToolTip(member);
    return made;
}

} // namespace

ToolForm::ToolForm(ToolsModel *model, const QPersistentModelIndex &index, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_index(index)
    , m_isSpec(model->spec(index.row()).isObject())
    , m_name(new QLineEdit)
    , m_nameProblem(new TextLabel({}, TextRole::Error))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metrics::gap, 0, metrics::gap);
    layout->setSpacing(metrics::space);
    buildFacts(layout);
    if (m_isSpec) {
        buildSchema(layout);
        buildSample(layout);
        setView(Form);
    }
    refresh();
}

void ToolForm::buildFacts(QVBoxLayout *layout)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(metrics::margin);
    grid->setVerticalSpacing(metrics::gap);
    grid->setColumnStretch(1, 1);
    layout->addLayout(grid);
    useMonospace(m_name);
    m_name->setAccessibleName(tr("Tool name"));
    m_nameProblem->setWordWrap(true);
    useSmall(m_nameProblem);
    grid->addWidget(label(QStringLiteral("name"), QStringLiteral("toolSpec.name")), 0, 0);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(m_nameProblem, 1, 0, 1, 2);
    connect(m_name, &QLineEdit::textEdited, this, &ToolForm::takeName);
    connect(m_name, &QLineEdit::editingFinished, this, &ToolForm::refresh);
    if (!m_isSpec)
        return;
    auto *card = new Card;
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(metrics::space, metrics::gap + 1, metrics::gap, metrics::gap + 1);
    m_description = new GrowingTextEdit(1, mostDescriptionLines);
    m_description->leaveUndoToWindow();
    m_description->setAccessibleName(tr("Tool description"));
    new VariableAssist(m_description, m_model->document());
    m_description->setPlaceholderText(tr("When and how the model should use it"));
    inside->addWidget(m_description);
    grid->addWidget(label(QStringLiteral("description"), QStringLiteral("toolSpec.description")), 2, 0);
    grid->addWidget(card, 2, 1);
    m_strict = new QComboBox;
    m_strict->addItems({tr("not sent"), QStringLiteral("true"), QStringLiteral("false")});
    m_strict->setAccessibleName(QStringLiteral("strict"));
    m_strict->setToolTip(
        tr("toolSpec.strict: the model's input follows the schema exactly, where the model can"));
    grid->addWidget(label(QStringLiteral("strict"), QStringLiteral("toolSpec.strict")), 3, 0);
    grid->addWidget(m_strict, 3, 1, Qt::AlignLeft);
    connect(m_description, &GrowingTextEdit::edited, this, [this] {
        const QString text = m_description->text();
        m_model->setMember(m_index.row(), QStringLiteral("description"),
                           text.isEmpty() ? std::nullopt : std::optional(Json(text)));
    });
    connect(m_strict, &QComboBox::activated, this, [this](int choice) {
        m_model->setMember(m_index.row(), QStringLiteral("strict"),
                           choice == NotSent ? std::nullopt : std::optional(Json(choice == On)));
    });
}

void ToolForm::buildSchema(QVBoxLayout *layout)
{
    m_views = new Segments({tr("Form"), tr("JSON")});
    m_form = new SchemaForm;
    m_text = new JsonView(tr("inputSchema as JSON"));
    m_schemaProblem = new TextLabel({}, TextRole::Error);
    auto *heading = new QHBoxLayout;
    auto *title = new TextLabel(QStringLiteral("inputSchema"));
    title->setFont(boldFont(title->font()));
    heading->addWidget(title, 1);
    heading->addWidget(m_views);
    layout->addLayout(heading);
    layout->addWidget(m_form);
    layout->addWidget(m_text);
    layout->addWidget(m_schemaProblem);
    m_text->setReadOnly(false);
    m_text->setFixedHeight(schemaHeight);
    m_schemaProblem->setWordWrap(true);
    useSmall(m_schemaProblem);
    connect(m_views, &Segments::currentChanged, this, &ToolForm::setView);
    connect(m_form, &SchemaForm::edited, this,
            [this](const Json &schema) { m_model->setSchema(m_index.row(), schema); });
    connect(m_form, &SchemaForm::stopsChanged, this, &ToolForm::stopsChanged);
    connect(m_text, &JsonView::edited, this, &ToolForm::takeSchemaText);
}

void ToolForm::buildSample(QVBoxLayout *layout)
{
    m_sample = new JsonView(tr("Sample input"));
    m_sampleResult = new TextLabel({}, TextRole::Muted);
    auto *heading = new QHBoxLayout;
    auto *title = new TextLabel(tr("Try it"));
    title->setFont(boldFont(title->font()));
    auto *hint = new ElidedLabel(tr("sample input, checked as you type"), TextRole::Muted);
    useSmall(hint);
    heading->addWidget(title);
    heading->addWidget(hint, 1);
    layout->addLayout(heading);
    layout->addWidget(m_sample);
    layout->addWidget(m_sampleResult);
    m_sample->setReadOnly(false);
    m_sample->setLineNumbers(false);
    m_sample->setFixedHeight(sampleHeight);
    m_sampleResult->setWordWrap(true);
    useSmall(m_sampleResult);
    connect(m_sample, &JsonView::edited, this, &ToolForm::checkSample);
}

QList<QWidget *> ToolForm::stops() const
{
    if (!m_isSpec)
        return {m_name};
    QList<QWidget *> stops{m_name, m_description, m_strict};
    for (QAbstractButton *button : m_views->findChildren<QAbstractButton *>())
        stops << button;
    return stops + m_form->stops() + QList<QWidget *>{m_text, m_sample};
}

void ToolForm::focusName()
{
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

Json ToolForm::schema() const
{
    return m_model->spec(m_index.row()).value(u"inputSchema").value(u"json");
}

void ToolForm::refresh()
{
    const QString name = m_index.data().toString();
    const bool typing = m_name->hasFocus() && m_name->isModified();
    if (!typing || m_model->problemOfName(m_index.row(), m_name->text()).isEmpty()) {
        if (m_name->text() != name)
            m_name->setText(name);
        const QString problem = m_model->problemOfName(m_index.row(), name);
        m_nameProblem->setText(problem);
        m_nameProblem->setVisible(!problem.isEmpty());
        setInvalid(m_name, !problem.isEmpty());
    }
    if (!m_isSpec)
        return;
    m_description->setText(m_index.data(ToolsModel::DescriptionRole).toString());
    const auto strict = m_model->spec(m_index.row()).value(u"strict").toBool();
    m_strict->setCurrentIndex(!strict ? NotSent : *strict ? On : Off);
    showSchema();
}

void ToolForm::takeName(const QString &name)
{
    const QString problem = m_model->problemOfName(m_index.row(), name);
    m_nameProblem->setText(problem.isEmpty() ? QString() : tr("%1 The name before stays.").arg(problem));
    m_nameProblem->setVisible(!problem.isEmpty());
    setInvalid(m_name, !problem.isEmpty());
    if (problem.isEmpty())
        m_model->setMember(m_index.row(), QStringLiteral("name"), Json(name));
}

/// Text that says the same is left as it is typed, and so is text that is not JSON yet.
void ToolForm::showSchema()
{
    const Json now = schema();
    m_form->setSchema(now);
    const auto typed = json::parse(m_text->bytes());
    const bool same = typed && *typed == now;
    const bool unfinished = !typed && m_text->isAncestorOf(focusWidget());
    if (!same && !unfinished) {
        m_text->setBytes(json::write(now, json::Layout::Pretty));
        m_schemaProblem->hide();
    }
    checkSample();
}

void ToolForm::takeSchemaText()
{
    const auto parsed = json::parse(m_text->bytes());
    QString problem;
    if (!parsed)
        problem = tr("Line %1, column %2: %3 The schema before stays.")
                      .arg(parsed.error().line)
                      .arg(parsed.error().column)
                      .arg(parsed.error().message);
    else if (!parsed->isObject())
        problem = tr("The schema of an input is an object. The schema before stays.");
    m_schemaProblem->setText(problem);
    m_schemaProblem->setVisible(!problem.isEmpty());
    if (problem.isEmpty())
        m_model->setSchema(m_index.row(), *parsed);
}

void ToolForm::checkSample()
{
    const QByteArray text = m_sample->bytes().trimmed();
    if (text.isEmpty()) {
        m_sampleResult->setRole(TextRole::Muted);
        m_sampleResult->setText(tr("Write an input as the model would send it."));
        return;
    }
    const auto input = json::parse(text);
    QStringList lines;
    if (!input) {
        lines << tr("Line %1, column %2: %3")
                     .arg(input.error().line)
                     .arg(input.error().column)
                     .arg(input.error().message);
    } else {
        for (const json::SchemaFault &fault : json::checkAgainstSchema(*input, schema(), faultsShown))
            lines << fault.toString();
    }
    m_sampleResult->setRole(lines.isEmpty() ? TextRole::Ok : TextRole::Error);
    m_sampleResult->setText(lines.isEmpty() ? tr("matches the schema") : lines.join(u'\n'));
}

void ToolForm::setView(int view)
{
    m_form->setVisible(view == Form);
    m_text->setVisible(view == Text);
    if (view == Form)
        m_schemaProblem->hide();
    else
        takeSchemaText();
}

} // namespace outcrop::ui::editors
