// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminalprompt.h"

#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

namespace outcrop::app
{

namespace
{

constexpr qsizetype longestCode = 128;

class TerminalCodeJob final : public credentials::CodeJob
{
public:
    explicit TerminalCodeJob(const credentials::CodeRequest &request)
        : m_terminal(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC))
    {
        if (m_terminal < 0) {
            finishLater();
            return;
        }
        say(QStringLiteral("Code of %1 for profile %2: ").arg(request.device, request.profile));
        m_notifier = std::make_unique<QSocketNotifier>(m_terminal, QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, &TerminalCodeJob::read);
    }

    ~TerminalCodeJob() override
    {
        m_notifier.reset();
        if (m_terminal >= 0)
            ::close(m_terminal);
    }

    void abort() override { end(std::nullopt); }
    std::optional<QString> code() const override { return m_code; }

private:
    void say(const QString &text)
    {
        const QByteArray bytes = text.toLocal8Bit();
        [[maybe_unused]] const ssize_t written = ::write(m_terminal, bytes.constData(), size_t(bytes.size()));
    }

    /// A terminal gives whole lines.
    void read()
    {
        char buffer[longestCode];
        const ssize_t count = ::read(m_terminal, buffer, sizeof buffer);
        if (count > 0)
            m_typed += QByteArray(buffer, count);
        if (count <= 0 || m_typed.contains('\n') || m_typed.size() > longestCode)
            end(QString::fromLocal8Bit(m_typed).trimmed());
    }

    void end(std::optional<QString> code)
    {
        if (isFinished())
            return;
        if (m_notifier)
            m_notifier->setEnabled(false);
        m_code = std::move(code);
        finishLater();
    }

    int m_terminal;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QByteArray m_typed;
    std::optional<QString> m_code;
};

} // namespace

std::unique_ptr<credentials::CodeJob> TerminalPrompt::ask(const credentials::CodeRequest &request)
{
    return std::make_unique<TerminalCodeJob>(request);
}

} // namespace outcrop::app
