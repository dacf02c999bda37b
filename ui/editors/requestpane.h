// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/requestlint.h"
#include "core/conversation/requestpart.h"
#include "core/conversation/shelf.h"
#include "ui/models/advancedmodel.h"
#include "ui/models/inferencemodel.h"
#include "ui/models/systemblocksmodel.h"
#include "ui/models/toolsmodel.h"
#include "ui/models/variablesmodel.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QScrollArea;
class QToolButton;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class PaneHeader;
class TabStrip;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

class AdvancedEditor;
class BlockRow;
class InferenceEditor;
class PlaceFrame;
class SystemEditor;
class ToolsEditor;
class VariablesEditor;

/// What is sent besides the messages: its sections one below the other; the tabs lead to them and name the
/// one that is being looked at.
class RequestPane : public QWidget
{
    Q_OBJECT

public:
    enum Section { System, Tools, Inference, Advanced, Variables, SectionCount };

    /// @p document must live longer, and @p shared, the values of variables for all conversations (null:
    /// there are none).
    explicit RequestPane(conversation::ConversationDocument *document,
                         conversation::VariableStore *shared = nullptr, QWidget *parent = nullptr);
    ~RequestPane() override;

    models::SystemBlocksModel &systemBlocks() { return m_systemBlocks; }
    models::ToolsModel &tools() { return m_toolsModel; }
    /// Scrolls there and gives it the keyboard.
    void goTo(Section section);
    /// The same for the editor of a place; false when it is in no section of this pane.
    bool goTo(const conversation::RequestPlace &place);
    /// Marks the rows that findings of the lint are about.
    void showFindings(const std::vector<conversation::RequestFinding> &findings);

    /// Shows a part as the one that is worked on elsewhere, without taking the keyboard; none of here: no
    /// part.
    void point(const conversation::RequestPart &part);
    /// A button at the end of the tabs, for the request as JSON.
    void offerJson(QAction *action);

    /// The row of tabs, to stand somewhere else (as the title of a dock); the taker owns it then.
    QWidget *takeHeader();

Q_SIGNALS:
    /// The library of what a section is made of shall be shown.
    void libraryRequested(outcrop::conversation::ShelfKind kind);
    /// The keyboard came into a part.
    void partEntered(const outcrop::conversation::RequestPart &part);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fitJson();
    QWidget *widgetOf(const conversation::RequestPart &part) const;
    conversation::RequestPart partOf(QWidget *focus) const;
    QWidget *sectionWidget(Section section) const;
    void followFocus(QWidget *now);
    bool isHeldByFocus() const;
    Section sectionInView() const;
    void followScrolling();
    void countTools();
    void countVariables();

    models::SystemBlocksModel m_systemBlocks;
    models::ToolsModel m_toolsModel;
    models::InferenceModel m_inferenceModel;
    models::AdvancedModel m_advancedModel;
    models::VariablesModel m_variablesModel;
    widgets::PaneHeader *m_header;
    widgets::TabStrip *m_tabs;
    QScrollArea *m_scroll;
    SystemEditor *m_system;
    ToolsEditor *m_tools;
    InferenceEditor *m_inference;
    AdvancedEditor *m_advanced;
    VariablesEditor *m_variables;
    PlaceFrame *m_place;
    QToolButton *m_json = nullptr;
    bool m_scrolledByHand = false; ///< since the keyboard came to where it is
};

} // namespace outcrop::ui::editors
