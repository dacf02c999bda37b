// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

QT_BEGIN_NAMESPACE
class QSettings;
class QWidget;
QT_END_NAMESPACE

namespace outcrop::conversation
{
class ConversationDocument;
class VariableStore;
} // namespace outcrop::conversation

namespace outcrop::search
{
class SearchService;
}

namespace outcrop::ui::models
{
class ConnectionsModel;
class ExchangeSource;
class LibraryControl;
class ModelSource;
class RunControl;
class TokenCount;
class TurnControl;
} // namespace outcrop::ui::models

namespace outcrop::ui::widgets
{
class Theme;
}

namespace outcrop::ui::shell
{

/// Everything a window works on. Made by the composition root, which owns it all and keeps it longer than
/// the window. Nothing may be null but where it says so.
struct WindowContext {
    conversation::ConversationDocument *document = nullptr;
    models::RunControl *run = nullptr;
    models::ExchangeSource *exchanges = nullptr;
    models::ConnectionsModel *connections = nullptr;
    /// What the model picker lists; null: the ids of the connection's row.
    models::ModelSource *models = nullptr;

    /// Values of variables for all conversations; null: there are none.
    conversation::VariableStore *variables = nullptr;
    /// Asks the service for the exact number of tokens; null where nobody can be asked.
    models::TokenCount *tokenCount = nullptr;

    /// For conversations as a whole; null where there is only this one.
    models::LibraryControl *library = nullptr;
    /// The index over all conversations; null where nothing is searched.
    search::SearchService *search = nullptr;
    /// Where prompts, tools and presets are kept.
    QString libraryFolder;
    /// For commands on messages; null where there are none.
    models::TurnControl *turns = nullptr;

    /// The transcript view, made by the composition root; the window takes it over as a child.
    QWidget *transcript = nullptr;

    /// Where the layout of the window and the choice of theme ("theme": "system", "light", "dark") are kept.
    QSettings *settings = nullptr;

    /// For the choice of theme in the menu; null where it cannot be changed.
    widgets::Theme *theme = nullptr;
};

} // namespace outcrop::ui::shell
