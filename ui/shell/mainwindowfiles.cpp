// SPDX-License-Identifier: GPL-3.0-or-later
// The questions of the window for a file.
#include "core/conversation/conversationdocument.h"
#include "ui/models/librarycontrol.h"
#include "ui/shell/mainwindow.h"

#include <QFileDialog>

namespace outcrop::ui::shell
{

void MainWindow::chooseFileToOpen()
{
    auto *dialog = new QFileDialog(this, tr("Open a conversation or a Converse request body"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Conversations and request bodies (*.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, m_context.library,
            [library = m_context.library](const QStringList &paths) {
                for (const QString &path : paths)
                    library->openFile(path);
            });
    dialog->open();
}

void MainWindow::chooseFileToExport()
{
    auto *dialog = new QFileDialog(this, tr("Export the branch as a Converse request body"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(m_context.document->conversation().title + QStringLiteral(" request.json"));
    connect(dialog, &QFileDialog::fileSelected, m_context.library, &models::LibraryControl::exportRequest);
    dialog->open();
}

void MainWindow::saveAs()
{
    auto *dialog = new QFileDialog(this, tr("Save the conversation as"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(m_context.document->saver().path());
    connect(dialog, &QFileDialog::fileSelected, &m_context.document->saver(),
            &conversation::DocumentSaver::saveAsSoon);
    dialog->open();
}

} // namespace outcrop::ui::shell
