// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

QT_BEGIN_NAMESPACE
class QAbstractButton;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

enum class ButtonKind {
    Plain,   ///< raised, with a border
    Primary, ///< the one action of a view, in the accent
    Flat,    ///< no border until the pointer is over it
};

void setButtonKind(QAbstractButton *button, ButtonKind kind);
ButtonKind buttonKind(const QWidget *button);

/// Marks a field's content as refused: its border turns red. The reason is said beside it in words.
void setInvalid(QWidget *field, bool invalid);
bool isInvalid(const QWidget *field);

/// Fusion, drawn with the program's tokens: hairline borders, radius 6, thin scroll bars, no animation.
class OutcropStyle : public QProxyStyle
{
    Q_OBJECT

public:
    OutcropStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                         const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returnData) const override;
    void polish(QWidget *widget) override;
    using QProxyStyle::polish;
};

} // namespace outcrop::ui::widgets
