// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/attachdialog.h"

#include "core/base/offthread.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>

namespace outcrop::ui::editors
{

namespace
{

void tell(QWidget *owner, const QString &text, const QString &advice)
{
    auto *box = new QMessageBox(QMessageBox::Warning, QCoreApplication::translate("Attach", "Attach"), text,
                                QMessageBox::Ok, owner->window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(advice);
    box->open();
}

} // namespace

void attachFiles(QWidget *owner, const QStringList &paths, TakeFile take)
{
    for (const QString &path : paths) {
        base::offThread(
            owner, [path] { return attachments::attachFile(path); },
            [owner, take](const base::Result<attachments::AttachedFile> &file) {
                if (!file)
                    tell(owner, file.error().message, file.error().advice);
                else
                    take(*file);
            });
    }
}

void openAttachDialog(QWidget *owner, TakeFile take)
{
    auto *dialog = new QFileDialog(owner->window(),
                                   QCoreApplication::translate("Attach", "Attach files to the message"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    QObject::connect(dialog, &QFileDialog::filesSelected, owner,
                     [owner, take](const QStringList &paths) { attachFiles(owner, paths, take); });
    dialog->open();
}

} // namespace outcrop::ui::editors
