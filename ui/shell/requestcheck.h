// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "ui/models/exchangereader.h"
#include "ui/shell/windowcontext.h"

#include <QObject>

#include <optional>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::conversation
{
struct RequestPlace;
}

namespace outcrop::ui::composer
{
class Composer;
}

namespace outcrop::ui::editors
{
class RequestPane;
}

namespace outcrop::ui::models
{
class LintModel;
}

namespace outcrop::ui::shell
{

/// The lint in the window: strips above the composer, marks in the editors, and the way to each place.
class RequestCheck : public QObject
{
    Q_OBJECT

public:
    RequestCheck(const WindowContext &context, editors::RequestPane *request, composer::Composer *composer,
                 QObject *parent = nullptr);
    ~RequestCheck() override;

    /// The strips, to stand above the composer.
    QWidget *strips() const { return m_strips; }
    models::LintModel &model() { return *m_model; }

    /// Brings the keyboard to a place of the request: of a block of a message, to its editor.
    void goTo(const conversation::RequestPlace &place);
    /// The same for what the error of an answer is about, as soon as it is recorded what was sent. Not
    /// @p asked for, it lets somebody who writes already go on.
    void goToRefused(const QString &turnId, bool asked);
    /// Asks the service how many tokens the request has.
    void countTokens();

Q_SIGNALS:
    /// A place is in the pane of the request, which has to be seen.
    void requestPaneWanted();
    /// Something to say in the status bar.
    void told(const QString &text);

private:
    void show(const conversation::RequestPlace &place);
    void mark(const conversation::RequestPlace &place);
    void showFindings();
    void followRun();
    void tellDrift();
    /// Where a refusal points in what was sent.
    struct Refused {
        bool isRecorded = false;
        bool isKept = false;
        json::Json body;
        std::optional<json::Pointer> place;
    };
    static Refused locate(const base::Result<history::Exchange> &exchange, const QString &message);
    void showRefused(const Refused &refused);

    WindowContext m_context;
    editors::RequestPane *m_request;
    composer::Composer *m_composer;
    models::LintModel *m_model;
    QWidget *m_strips;
    models::ExchangeReader<Refused> m_reader;
    QString m_refused; ///< the answer whose place is to be shown
    bool m_asked = false;
    qint64 m_estimated = 0; ///< of what is on its way
};

} // namespace outcrop::ui::shell
