// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QUrl>

class QLabel;
class QPushButton;

namespace outcrop::ui::transcript
{

/// The address in the form that cannot deceive: ASCII, everything encoded (reliability.md, R10).
QString asciiAddress(const QUrl &url);

/// Shows the whole address of a link and asks whether to open it.
class LinkBar : public QFrame
{
    Q_OBJECT

public:
    explicit LinkBar(QWidget *parent = nullptr);

    void ask(const QUrl &url);
    QUrl url() const { return m_url; }

Q_SIGNALS:
    void accepted(const QUrl &url);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void close();

    QUrl m_url;
    QLabel *m_address;
    QPushButton *m_open;
};

} // namespace outcrop::ui::transcript
