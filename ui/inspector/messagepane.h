// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/headersmodel.h"
#include "ui/widgets/pill.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class ElidedLabel;
class JsonView;
class SectionHeader;
class Segments;
class Table;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::inspector
{

/// What a MessagePane shows of a request or a response.
struct MessageContent {
    QString pill; ///< "POST", "200"
    widgets::PillTone tone = widgets::PillTone::Neutral;
    QString title;         ///< beside the pill
    QString subtitle;      ///< second line, small
    QByteArray body;       ///< the exact bytes
    QByteArray readable;   ///< the body laid out for reading
    QString readableLabel; ///< what readable is called: "Pretty", "Folded"
    bool binary = false;   ///< the exact bytes are shown as a hex dump
    QList<QPair<QByteArray, QByteArray>> headers;
};

/// A request or a response: its first line, its body readable or as the exact bytes, its headers.
class MessagePane : public QWidget
{
    Q_OBJECT

public:
    /// @p name is "Request" or "Response", for screen readers.
    explicit MessagePane(const QString &name, QWidget *parent = nullptr);

    void show(const MessageContent &content);
    /// Shows the exact bytes and selects some of them.
    void markBody(qsizetype offset, qsizetype length);
    /// Selects a header; nothing for -1, which is the first line.
    void markHeader(int index);

private:
    void buildTop(QVBoxLayout *layout);
    QWidget *makeBody(const QString &name);
    QWidget *makeHeaders(const QString &name);
    void showBody();
    void copyBody() const;

    MessageContent m_content;
    models::HeadersModel m_headers;
    widgets::Pill *m_pill;
    widgets::ElidedLabel *m_title;
    widgets::TextLabel *m_subtitle;
    widgets::Segments *m_form;
    widgets::TextLabel *m_size;
    widgets::JsonView *m_view;
    widgets::SectionHeader *m_headersTitle;
    widgets::Table *m_headersTable;
};

} // namespace outcrop::ui::inspector
