// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/advancedrow.h"

#include "ui/editors/pairlist.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;
using json::Json;
using models::AdvancedField;
using models::AdvancedModel;
using Kind = AdvancedField::Kind;

namespace
{

constexpr int jsonHeight = 110;

PairList::Pairs pairsOf(Kind kind, const Json &value)
{
    PairList::Pairs pairs;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const Json item = kind == Kind::Texts ? value.at(i).value(u"text") : value.at(i);
        pairs.emplace_back(kind == Kind::List ? QString() : value.keyAt(i), item.toString());
    }
    return pairs;
}

std::optional<Json> jsonOf(Kind kind, const PairList::Pairs &pairs)
{
    Json value = kind == Kind::List ? Json::array() : Json::object();
    for (const auto &[name, words] : pairs) {
        if (kind == Kind::List)
            value.append(Json(words));
        else if (kind == Kind::Map)
            value.set(name, Json(words));
        else
            value.set(name, Json::object({{QLatin1StringView("text"), Json(words)}}));
    }
    return value.isEmpty() ? std::nullopt : std::optional(value);
}

} // namespace

AdvancedRow::AdvancedRow(AdvancedModel *model, const AdvancedField &field, QWidget *parent)
    : QWidget(parent), m_model(model), m_field(field), m_problem(new TextLabel({}, TextRole::Error))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap);
    QWidget *made = makeField();
    made->setToolTip(field.hint.isEmpty() ? field.path.join(u'.')
                                          : field.path.join(u'.') + QStringLiteral("\n") + field.hint);
    if (m_line || m_choice) {
        auto *row = new QHBoxLayout;
        row->setSpacing(metrics::margin);
        auto *name = new ElidedLabel(field.path.last(), TextRole::Muted);
        row->addWidget(name, 1);
        row->addWidget(made, 1);
        layout->addLayout(row);
    } else {
        if (field.path.size() > 1)
            layout->addWidget(new TextLabel(field.path.last(), TextRole::Muted));
        layout->addWidget(made);
    }
    if (!field.hint.isEmpty() && !m_choice && !m_line) {
        auto *hint = new TextLabel(field.hint, TextRole::Muted);
        hint->setWordWrap(true);
        useSmall(hint);
        layout->addWidget(hint);
    }
    layout->addWidget(m_problem);
    m_problem->setWordWrap(true);
    m_problem->hide();
    useSmall(m_problem);
    refresh();
}

QString AdvancedRow::title() const
{
    return m_field.path.isEmpty() ? tr("Other members as JSON") : m_field.path.last();
}

QList<QWidget *> AdvancedRow::stops() const
{
    if (m_pairs)
        return m_pairs->stops();
    if (m_json)
        return {m_json};
    return {m_line ? static_cast<QWidget *>(m_line) : m_choice};
}

QWidget *AdvancedRow::makeField()
{
    switch (m_field.kind) {
    case Kind::Text:
        m_line = new QLineEdit;
        m_line->setPlaceholderText(tr("not sent"));
        m_line->setAccessibleName(title());
        m_line->setMinimumWidth(60);
        connect(m_line, &QLineEdit::textEdited, this, [this](const QString &text) {
            m_model->setValue(m_field, text.isEmpty() ? std::nullopt : std::optional(Json(text)));
        });
        return m_line;
    case Kind::Choice:
        return makeChoice();
    case Kind::List:
    case Kind::Map:
    case Kind::Texts:
        m_pairs = new PairList(m_field.kind != Kind::List, title());
        connect(m_pairs, &PairList::edited, this, [this](const PairList::Pairs &pairs) {
            m_model->setValue(m_field, jsonOf(m_field.kind, pairs));
        });
        connect(m_pairs, &PairList::stopsChanged, this, &AdvancedRow::stopsChanged);
        return m_pairs;
    case Kind::Json:
    case Kind::Schema:
    case Kind::Rest:
        return makeJson();
    }
    Q_UNREACHABLE();
}

QWidget *AdvancedRow::makeChoice()
{
    m_choice = new QComboBox;
    m_choice->setAccessibleName(title());
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(8);
    m_choice->addItem(tr("not sent"));
    m_choice->addItems(m_field.choices);
    connect(m_choice, &QComboBox::activated, this, [this](int item) {
        m_model->setValue(m_field, item == 0 ? std::nullopt : std::optional(Json(m_choice->itemText(item))));
    });
    return m_choice;
}

QWidget *AdvancedRow::makeJson()
{
    m_json = new JsonView(title());
    m_json->setReadOnly(false);
    m_json->setLineNumbers(false);
    m_json->setFixedHeight(jsonHeight);
    connect(m_json, &JsonView::edited, this, &AdvancedRow::takeJson);
    return m_json;
}

void AdvancedRow::takeJson()
{
    const QByteArray text = m_json->bytes();
    const auto parsed = json::parse(text);
    const bool empty = text.trimmed().isEmpty();
    QString problem;
    if (!empty && !parsed)
        problem = tr("Line %1, column %2: %3")
                      .arg(parsed.error().line)
                      .arg(parsed.error().column)
                      .arg(parsed.error().message);
    else if (!empty && m_field.kind == Kind::Rest && !parsed->isObject())
        problem = tr("An object with the members is needed.");
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (empty)
        m_model->setValue(m_field, std::nullopt);
    else if (m_field.kind == Kind::Schema) // a string: sent as it is typed
        m_model->setValue(m_field, Json(QString::fromUtf8(text)));
    else if (problem.isEmpty())
        m_model->setValue(m_field, *parsed);
}

void AdvancedRow::refresh()
{
    const QWidget *focus = QApplication::focusWidget();
    const bool typing = focus && isAncestorOf(focus);
    const std::optional<Json> value = m_model->value(m_field);
    const QString text = value ? value->toString() : QString();
    if (m_line && m_line->text() != text)
        m_line->setText(text);
    if (m_choice)
        showChoice(text);
    if (m_pairs && (!typing || jsonOf(m_field.kind, pairsOf(m_field.kind, value.value_or(Json()))) != value))
        m_pairs->setPairs(pairsOf(m_field.kind, value.value_or(Json())));
    if (m_json)
        showJson(value);
}

/// A value that is not among the choices is shown, so that nothing is hidden.
void AdvancedRow::showChoice(const QString &value)
{
    while (m_choice->count() > m_field.choices.size() + 1)
        m_choice->removeItem(m_choice->count() - 1);
    if (!value.isEmpty() && !m_field.choices.contains(value))
        m_choice->addItem(value);
    m_choice->setCurrentIndex(value.isEmpty() ? 0 : m_choice->findText(value));
}

void AdvancedRow::showJson(const std::optional<Json> &value)
{
    const QByteArray typed = m_json->bytes();
    if (m_field.kind == Kind::Schema) {
        const QByteArray text = value ? value->toUtf8() : QByteArray();
        if (typed != text)
            m_json->setBytes(text);
        return;
    }
    const auto parsed = json::parse(typed);
    const bool same = value ? parsed && *parsed == *value : typed.trimmed().isEmpty();
    const QWidget *focus = QApplication::focusWidget();
    if (same || (focus && m_json->isAncestorOf(focus)))
        return;
    m_json->setBytes(value ? json::write(*value, json::Layout::Pretty) : QByteArray());
    m_problem->hide();
}

} // namespace outcrop::ui::editors
