// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/codedialog.h"

#include <QApplication>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>

namespace outcrop::app
{

namespace
{

constexpr int longestCode = 128;

class CodeDialogJob final : public credentials::CodeJob
{
    Q_DECLARE_TR_FUNCTIONS(CodeDialog)

public:
    explicit CodeDialogJob(const credentials::CodeRequest &request)
        : m_dialog(new QInputDialog(QApplication::activeWindow()))
    {
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        m_dialog->setWindowTitle(tr("Code for profile %1").arg(request.profile));
        m_dialog->setLabelText(
            tr("The role %1 asks for the code of the device %2.").arg(request.roleArn, request.device));
        m_dialog->setInputMode(QInputDialog::TextInput);
        m_dialog->setOkButtonText(tr("Continue"));
        for (QLabel *label : m_dialog->findChildren<QLabel *>())
            label->setTextFormat(Qt::PlainText);
        if (auto *const edit = m_dialog->findChild<QLineEdit *>()) {
            edit->setMaxLength(longestCode);
            edit->setAccessibleName(tr("Code of the device"));
        }
        connect(m_dialog, &QInputDialog::finished, this, &CodeDialogJob::take);
        m_dialog->open();
    }

    ~CodeDialogJob() override { abort(); }

    void abort() override
    {
        finishLater();
        if (m_dialog)
            m_dialog->close();
    }

    std::optional<QString> code() const override { return m_code; }

private:
    void take(int result)
    {
        if (isFinished())
            return;
        if (result == QDialog::Accepted)
            m_code = m_dialog->textValue();
        finishLater();
    }

    QPointer<QInputDialog> m_dialog;
    std::optional<QString> m_code;
};

} // namespace

std::unique_ptr<credentials::CodeJob> CodeDialog::ask(const credentials::CodeRequest &request)
{
    return std::make_unique<CodeDialogJob>(request);
}

} // namespace outcrop::app
