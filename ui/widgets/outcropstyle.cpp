// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/outcropstyle.h"

#include "ui/widgets/popuprow.h"
#include "ui/widgets/stylepaint.h"
#include "ui/widgets/tokens.h"

#include <QAbstractButton>
#include <QAbstractItemDelegate>
#include <QAbstractSlider>
#include <QComboBox>
#include <QFrame>
#include <QListView>
#include <QPainter>
#include <QStyleFactory>
#include <QTableView>
#include <QVariant>

namespace outcrop::ui::widgets
{

namespace
{

constexpr const char *kindProperty = "outcropButtonKind";
constexpr const char *invalidProperty = "outcropInvalid";

/// Separators and splitters: wide enough to grasp, drawn as one line.
constexpr int separatorExtent = 5;

void hairline(QPainter *painter, const QRect &rect, const Tokens &t)
{
    painter->fillRect(rect, t.surface);
    if (rect.width() > rect.height())
        painter->fillRect(rect.left(), rect.center().y(), rect.width(), 1, t.line);
    else
        painter->fillRect(rect.center().x(), rect.top(), 1, rect.height(), t.line);
}

/// What a combo box drops down.
bool isComboPopup(const QWidget *widget)
{
    return widget && widget->inherits("QComboBoxPrivateContainer");
}

} // namespace

void setButtonKind(QAbstractButton *button, ButtonKind kind)
{
    button->setProperty(kindProperty, int(kind));
    button->update();
}

ButtonKind buttonKind(const QWidget *button)
{
    return button ? ButtonKind(button->property(kindProperty).toInt()) : ButtonKind::Plain;
}

void setInvalid(QWidget *field, bool invalid)
{
    field->setProperty(invalidProperty, invalid);
    field->update();
}

bool isInvalid(const QWidget *field)
{
    return field && field->property(invalidProperty).toBool();
}

OutcropStyle::OutcropStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void OutcropStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    const Tokens &t = tokensOf(option->palette);
    switch (element) {
    case PE_PanelButtonCommand:
        return stylepaint::button(painter, *option, widget);
    case PE_PanelButtonTool:
        return stylepaint::toolButton(painter, *option, widget);
    case PE_IndicatorCheckBox:
        return stylepaint::checkBox(painter, *option, false);
    case PE_IndicatorRadioButton:
        return stylepaint::checkBox(painter, *option, true);
    case PE_FrameFocusRect:
        return stylepaint::roundedBox(painter, option->rect, Qt::transparent, t.accent, metrics::gap);
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            stylepaint::lineEdit(painter, *option, widget);
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        return hairline(painter, option->rect, t);
    case PE_PanelMenu:
        return painter->fillRect(option->rect, t.raised);
    case PE_FrameMenu:
        return stylepaint::menuFrame(painter, option->rect, t);
    case PE_FrameStatusBarItem:
    case PE_FrameDefaultButton:
    case PE_FrameButtonBevel:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void OutcropStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    const Tokens &t = tokensOf(option->palette);
    if (element == CE_PushButtonLabel && buttonKind(widget) == ButtonKind::Primary) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton copy = *button;
            if (copy.state.testFlag(State_Enabled))
                copy.palette.setColor(QPalette::ButtonText, t.onAccent);
            return QProxyStyle::drawControl(element, &copy, painter, widget);
        }
    }
    switch (element) {
    case CE_ShapedFrame:
        if (isComboPopup(widget)) {
            painter->fillRect(option->rect, t.raised);
            return stylepaint::menuFrame(painter, option->rect, t);
        }
        return QProxyStyle::drawControl(element, option, painter, widget);
    case CE_Splitter:
        return hairline(painter, option->rect, t);
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, t.surface);
        painter->fillRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1, t.lineSoft);
        return;
    case CE_ToolBar:
        painter->fillRect(option->rect, t.surface);
        painter->fillRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1, t.line);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, t.surface);
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void OutcropStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                      QPainter *painter, const QWidget *widget) const
{
    if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        combo && control == CC_ComboBox)
        return stylepaint::comboBox(painter, *combo, widget);
    if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
        if (control == CC_ScrollBar)
            return stylepaint::scrollBar(painter, *slider,
                                         subControlRect(control, option, SC_ScrollBarSlider, widget));
        if (control == CC_Slider && slider->orientation == Qt::Horizontal)
            return stylepaint::slider(painter, *slider,
                                      subControlRect(control, option, SC_SliderGroove, widget),
                                      subControlRect(control, option, SC_SliderHandle, widget));
    }
    if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        button && control == CC_ToolButton) {
        QStyleOptionToolButton plain = *button;
        plain.features &= ~QStyleOptionToolButton::HasMenu; // a menu is told by the button's text or icon
        return QProxyStyle::drawComplexControl(control, &plain, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect OutcropStyle::subElementRect(SubElement element, const QStyleOption *option,
                                   const QWidget *widget) const
{
    if (element == SE_HeaderLabel)
        return option->rect.adjusted(metrics::space, 0, -metrics::space, 0); // as the cells below
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (element == SE_LineEditContents && frame && frame->lineWidth > 0)
        return rect.adjusted(metrics::gap + 1, 0, -metrics::gap - 1, 0);
    return rect;
}

QRect OutcropStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                   SubControl subControl, const QWidget *widget) const
{
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        bar && control == CC_ScrollBar)
        return stylepaint::scrollBarPart(*bar, subControl);
    if (control == CC_ComboBox) {
        const QRect &r = option->rect;
        if (subControl == SC_ComboBoxEditField)
            return visualRect(option->direction, r, r.adjusted(metrics::space, 2, -24, -2));
        if (subControl == SC_ComboBoxArrow)
            return visualRect(option->direction, r, QRect(r.right() - 23, r.top(), 24, r.height()));
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QSize OutcropStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                     const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool iconOnly = button && button->text.isEmpty();
        const int width = size.width() + (iconOnly ? 2 * metrics::space : 2 * metrics::margin);
        return {std::max(width, metrics::controlHeight), std::max(size.height() + 2, metrics::controlHeight)};
    }
    case CT_ToolButton:
        return {std::max(size.width() + metrics::space, metrics::controlHeight),
                std::max(size.height(), metrics::controlHeight)};
    case CT_ComboBox:
        return {size.width() + metrics::margin + 26, std::max(size.height(), metrics::controlHeight)};
    case CT_LineEdit:
        result.setHeight(std::max(result.height(), metrics::controlHeight));
        return result;
    case CT_HeaderSection:
        result.setHeight(std::max(result.height(), metrics::rowHeight));
        return result;
    default:
        return result;
    }
}

int OutcropStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
        return separatorExtent;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return metrics::space;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return metrics::margin;
    case PM_ToolBarItemSpacing:
        return metrics::space;
    case PM_ToolBarItemMargin:
        return metrics::gap;
    case PM_ToolBarFrameWidth:
        return metrics::gap;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return 16;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_SliderLength:
    case PM_SliderThickness:
        return 16;
    case PM_FocusFrameHMargin:
        // The room at both ends of a cell, as under its heading.
        return qobject_cast<const QTableView *>(widget) ? metrics::space - 1
                                                        : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
    case PM_HeaderMargin:
        return metrics::gap;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int OutcropStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_ComboBox_PopupFrameStyle:
        return QFrame::Box | QFrame::Plain;
    case SH_ItemView_ShowDecorationSelected:
    case SH_TitleBar_NoBorder:
        return 1;
    case SH_ScrollBar_ContextMenu:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

void OutcropStyle::polish(QWidget *widget)
{
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) ||
        qobject_cast<QAbstractSlider *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *box = qobject_cast<QComboBox *>(widget);
        box && box->itemDelegate()->inherits("QComboBoxDelegate"))
        box->setItemDelegate(new PopupRowDelegate(box)); // it had none but the one every box has
    if (auto *list = qobject_cast<QListView *>(widget); list && list->windowType() == Qt::Popup)
        list->setItemDelegate(new PopupRowDelegate(list)); // what a completer offers
    QProxyStyle::polish(widget);
}

} // namespace outcrop::ui::widgets
