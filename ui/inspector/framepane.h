// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/eventrow.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QGridLayout;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class JsonView;
class SectionHeader;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::inspector
{

/// One frame of an event stream taken apart: prelude and both checksums in hex, every header, the payload.
class FramePane : public QWidget
{
    Q_OBJECT

public:
    explicit FramePane(QWidget *parent = nullptr);

    /// @p bytes are those of the whole frame, or as many of a broken one as arrived.
    void showFrame(const models::EventRow &row, const QByteArray &bytes);
    void clear();
    /// Selects bytes of the payload, in what is shown of it.
    void mark(qsizetype offset, qsizetype length);

private:
    void addLine(const QString &name, const QString &value, const QString &checksum = {},
                 bool checksumOk = true);
    void removeLines();

    widgets::SectionHeader *m_heading;
    QWidget *m_lines;
    QGridLayout *m_grid;
    widgets::JsonView *m_payload;
    QByteArray m_exact; ///< the payload as it is on the wire; empty where there is no whole frame
};

} // namespace outcrop::ui::inspector
