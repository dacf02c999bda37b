// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/numberrow.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QSlider>
#include <QStackedWidget>

#include <cmath>

namespace outcrop::ui::editors
{

using namespace widgets;
using models::InferenceModel;

namespace
{

// maxTokens runs in sixteenths of powers of two: 16 at the left, 65 536 at the right; the field takes any.
constexpr int stepsPerDoubling = 8;
constexpr double leastTokens = 16;
constexpr int tokenSteps = 12 * stepsPerDoubling;
constexpr int hundredths = 100;

enum Middle { NotSent, Slider };

/// Three significant digits, so that the slider gives numbers a person would type.
double rounded(double value)
{
    const double unit = std::pow(10, std::max(0.0, std::floor(std::log10(value)) - 1));
    return std::round(value / unit) * unit;
}

} // namespace

NumberRow::NumberRow(InferenceModel *model, InferenceModel::Row which, QGridLayout *grid, int row,
                     QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_which(which)
    , m_slider(new QSlider(Qt::Horizontal))
    , m_middle(new QStackedWidget)
    , m_field(new QLineEdit)
    , m_problem(new TextLabel({}, TextRole::Error))
{
    const QString key = model->data(model->index(which), InferenceModel::KeyRole).toString();
    auto *name = new TextLabel(key, TextRole::Muted);
    name->setToolTip(QStringLiteral("inferenceConfig.%1").arg(key));
    name->setBuddy(m_field);
    m_slider->setRange(0, which == InferenceModel::MaxTokens ? tokenSteps : hundredths);
    m_slider->setPageStep(which == InferenceModel::MaxTokens ? stepsPerDoubling : 10);
    m_slider->setAccessibleName(tr("%1 slider").arg(key));
    m_slider->setMinimumWidth(60);
    m_middle->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_middle->addWidget(new TextLabel(tr("not sent"), TextRole::Muted));
    m_middle->addWidget(m_slider);
    m_field->setFont(monospaceFont(m_field->font()));
    m_field->setFixedWidth(m_field->fontMetrics().horizontalAdvance(QStringLiteral("000000")) +
                           2 * metrics::margin);
    m_field->setPlaceholderText(QStringLiteral("–"));
    m_field->setAccessibleName(key);
    m_field->setToolTip(tr("Empty: not sent, the model's own default counts"));
    m_problem->setWordWrap(true);
    useSmall(m_problem);
    grid->addWidget(name, row, 0);
    grid->addWidget(m_middle, row, 1);
    grid->addWidget(m_field, row, 2);
    grid->addWidget(m_problem, row + 1, 0, 1, 3);
    connect(m_field, &QLineEdit::textEdited, this, &NumberRow::onTextEdited);
    connect(m_field, &QLineEdit::editingFinished, this, &NumberRow::refresh);
    connect(m_slider, &QSlider::valueChanged, this, &NumberRow::onSliderMoved);
    refresh();
}

void NumberRow::focus()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void NumberRow::setMark(const RowMark &mark)
{
    m_mark = mark;
    const QString text = m_field->text().trimmed();
    showProblem(text.isEmpty() ? InferenceModel::Problem::None : InferenceModel::check(m_which, text));
}

void NumberRow::refresh()
{
    const QString text = m_model->text(m_which);
    const bool set = m_model->isSet(m_which);
    const bool typing = m_field->hasFocus() && m_field->isModified();
    if (!typing || InferenceModel::check(m_which, m_field->text()) == InferenceModel::Problem::None) {
        if (m_field->text().trimmed() != text && !(typing && QStringView(m_field->text()).startsWith(u'.')))
            m_field->setText(text);
        showProblem(set ? InferenceModel::check(m_which, text) : InferenceModel::Problem::None);
    }
    m_middle->setCurrentIndex(set ? Slider : NotSent);
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(positionOf(text.toDouble()));
}

void NumberRow::onTextEdited(const QString &text)
{
    const bool blank = text.trimmed().isEmpty();
    showProblem(blank ? InferenceModel::Problem::None : InferenceModel::check(m_which, text));
    m_model->setNumber(m_which, text);
}

void NumberRow::onSliderMoved(int position)
{
    const double value = valueAt(position);
    m_model->setNumber(m_which, m_which == InferenceModel::MaxTokens ? QString::number(qint64(value))
                                                                     : QString::number(value, 'g', 3));
}

void NumberRow::showProblem(InferenceModel::Problem problem)
{
    const bool tokens = m_which == InferenceModel::MaxTokens;
    switch (problem) {
    case InferenceModel::Problem::None:
        m_problem->setText(m_mark.text);
        break;
    case InferenceModel::Problem::NotANumber:
        m_problem->setText(tr("Not a number; the value before stays."));
        break;
    case InferenceModel::Problem::NotWhole:
        m_problem->setText(tr("A whole number is needed; the value before stays."));
        break;
    case InferenceModel::Problem::OutOfRange:
        m_problem->setText(tokens ? tr("At least 1; the value before stays.")
                                  : tr("From 0 to 1; the value before stays."));
        break;
    }
    const bool isRefused = problem != InferenceModel::Problem::None || m_mark.certain;
    m_problem->setRole(isRefused ? TextRole::Error : TextRole::Amber);
    m_problem->setVisible(!m_problem->text().isEmpty());
    setInvalid(m_field, problem != InferenceModel::Problem::None);
}

double NumberRow::valueAt(int position) const
{
    if (m_which != InferenceModel::MaxTokens)
        return double(position) / hundredths;
    const double value = leastTokens * std::exp2(double(position) / stepsPerDoubling);
    return position % stepsPerDoubling == 0 ? value : rounded(value);
}

int NumberRow::positionOf(double value) const
{
    if (m_which != InferenceModel::MaxTokens)
        return int(std::lround(value * hundredths));
    return value <= leastTokens ? 0 : int(std::lround(std::log2(value / leastTokens) * stepsPerDoubling));
}

} // namespace outcrop::ui::editors
