// SPDX-License-Identifier: GPL-3.0-or-later

// What the lint finds and services refuse, in the editors of the pane.

#include "ui/editors/advancededitor.h"
#include "ui/editors/inferenceeditor.h"
#include "ui/editors/requestpane.h"
#include "ui/editors/systemeditor.h"
#include "ui/editors/toolseditor.h"
#include "ui/widgets/tabstrip.h"

#include <QApplication>
#include <QScrollArea>

namespace outcrop::ui::editors
{

using conversation::RequestFinding;
using conversation::RequestPlace;
using Kind = RequestPlace::Kind;

bool RequestPane::goTo(const RequestPlace &place)
{
    Section section = Advanced;
    switch (place.kind) {
    case Kind::System:
        section = System;
        m_system->focusBlock(place.row);
        break;
    case Kind::Tool:
        section = Tools;
        m_tools->focusTool(place.row);
        break;
    case Kind::Tools:
    case Kind::ToolChoice:
        section = Tools;
        m_tools->focusChoice();
        break;
    case Kind::Inference:
        section = Inference;
        m_inference->focusMember(place.member);
        break;
    case Kind::Other:
        m_advanced->focusMember(place.member);
        break;
    case Kind::Request:
    case Kind::Draft:
    case Kind::Message:
        return false;
    }
    m_tabs->setCurrentIndex(section);
    if (QWidget *focus = QApplication::focusWidget(); focus && isAncestorOf(focus))
        m_scroll->ensureWidgetVisible(focus);
    return true;
}

void RequestPane::showFindings(const std::vector<RequestFinding> &findings)
{
    QHash<int, RowMark> system;
    QHash<int, RowMark> tools;
    QHash<QString, RowMark> inference;
    QHash<QString, RowMark> others;
    // The first of a place counts: certain ones come before the others.
    const auto put = [](auto &marks, const auto &key, const RequestFinding &finding) {
        if (!marks.contains(key))
            marks.insert(key,
                         {finding.message, finding.severity == converse::Severity::Certain, finding.rule});
    };
    for (const RequestFinding &finding : findings) {
        switch (finding.place.kind) {
        case Kind::System:
            put(system, finding.place.row, finding);
            break;
        case Kind::Tool:
            put(tools, finding.place.row, finding);
            break;
        case Kind::Tools:
        case Kind::ToolChoice:
            put(tools, -1, finding);
            break;
        case Kind::Inference:
            put(inference, finding.place.member, finding);
            break;
        case Kind::Other:
            put(others, finding.place.member, finding);
            break;
        default:
            break;
        }
    }
    m_system->setMarks(system);
    m_tools->setMarks(tools);
    m_inference->setMarks(inference);
    m_advanced->setMarks(others);
}

} // namespace outcrop::ui::editors
