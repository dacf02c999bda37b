// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace outcrop::conversation
{
struct RequestPart;
}

namespace outcrop::ui::editors
{
class RequestPane;
}

namespace outcrop::ui::models
{
class TurnControl;
}

namespace outcrop::ui::requestdock
{
class RequestDock;
}

namespace outcrop::ui::shell
{

/// Keeps the request as JSON, the forms, the transcript and the tree of branches at one place: where one of
/// them is worked on, the others show it. The keyboard stays where it is.
class RequestLink : public QObject
{
    Q_OBJECT

public:
    /// All must live as long; @p turns may be null.
    RequestLink(requestdock::RequestDock *dock, editors::RequestPane *forms, models::TurnControl *turns,
                QObject *parent);

private:
    void fromJson(const conversation::RequestPart &part);
    void fromForms(const conversation::RequestPart &part);
    void fromTranscript(const QString &turnId);

    requestdock::RequestDock *m_dock;
    editors::RequestPane *m_forms;
    models::TurnControl *m_turns;
    bool m_pointing = false;
};

} // namespace outcrop::ui::shell
