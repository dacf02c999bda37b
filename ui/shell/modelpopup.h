// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class ModelsModel;
class ModelSource;
} // namespace outcrop::ui::models

namespace outcrop::ui::shell
{

/// The models of a connection, found by typing parts of their names. Enter takes the current row, also an id
/// that nobody listed; Ctrl+D keeps it as a favourite; Shift+Delete takes back
/// what was learned from refusals; F5 asks the connection anew; Esc leaves all as it is.
class ModelPopup : public QFrame
{
    Q_OBJECT

public:
    ModelPopup(models::ModelSource *source, const QString &connection, const QString &current,
               QWidget *parent = nullptr);

    /// Shows it below @p field, right edges together, inside the screen.
    void openBelow(const QWidget *field);

Q_SIGNALS:
    void chosen(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeFooter();
    void follow();
    void filter(const QString &text);
    void choose();
    void toggleFavourite();
    void forgetRefusals();
    void showMenu(const QPoint &place);
    void refresh();
    void select(const QString &id);

    models::ModelSource *m_source;
    QString m_connection;
    models::ModelsModel *m_model;
    QLineEdit *m_field;
    QListView *m_list;
    QLabel *m_nothing; ///< what is said over an empty list
    QLabel *m_state;
    QPushButton *m_refresh;
};

} // namespace outcrop::ui::shell
