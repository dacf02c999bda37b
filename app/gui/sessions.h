// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/documentfolder.h"
#include "app/gui/librarywatch.h"
#include "app/gui/session.h"
#include "ui/models/conversationsmodel.h"
#include "ui/models/librarycontrol.h"
#include "ui/shell/windowcontext.h"

#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace outcrop::ui::shell
{
class Frame;
}

namespace outcrop::app
{

/// The open conversations, which one is shown, and the files they are.
class Sessions final : public ui::models::LibraryControl
{
    Q_OBJECT

public:
    /// @p shared: see Session.
    Sessions(DocumentFolder folder, const Session::Services &services,
             const ui::shell::WindowContext &shared);
    ~Sessions() override;

    /// Where the panes of the sessions are shown; not owned, made before the
    /// first session.
    void setFrame(ui::shell::Frame *frame);
    void add(std::unique_ptr<conversation::ConversationDocument> document,
             const Session::UndoSteps &steps = std::nullopt);
    /// Files are being read.
    bool isOpening() const { return !m_toRead.empty(); }

    Session &current() { return *m_current; }
    bool hasCurrent() const { return m_current; }
    /// Ends every session, while the frame is still there.
    void endAll();
    ui::models::ConversationsModel &model() { return m_model; }
    /// Saves everything and ends every run.
    void closeDown();

    void newConversation() override;
    void openFile(const QString &path) override;
    void openFound(const QString &path, const ui::models::FoundPlace &place) override;
    void closeCurrent() override;
    void step(int places) override;
    void deleteFile(const QString &which) override;
    void restoreDeleted() override;
    void exportRequest(const QString &path) override;
    void search() override;
    void toggleList() override;
    void reloadCurrent() override;

Q_SIGNALS:
    void opened(outcrop::app::Session *session);
    void problem(const outcrop::base::Error &error);
    /// The conversation files there are, or what is in one of them, may be others now.
    void listed(const QStringList &paths);
    /// A run of one of them has ended.
    void answered(const outcrop::conversation::Conversation &conversation, const QString &turnId);

private:
    using Open = std::vector<std::unique_ptr<Session>>;

    struct ReadFile;
    using Take = std::function<void(ReadFile file)>;
    using Opened = std::function<void(Session *session)>; ///< null: it could not be
    struct ToRead {
        QString path;
        Take take;
    };

    /// Reads files one after the other, on another thread.
    void read(const QString &path, Take take);
    void readNext();
    void open(const QString &path, const Opened &then);
    void closeLast();
    Session *find(const QString &path) const;
    Session *findBlank() const;
    QSet<QString> takenPaths() const;
    void show(Session *session);
    void take(Session *session);
    void showInstead();
    void follow();
    void onFileChanged(const QString &path);
    void remember(const QString &path);

    DocumentFolder m_folder;
    const Session::Services m_services;
    const ui::shell::WindowContext m_shared;
    ui::shell::Frame *m_frame = nullptr;
    ui::models::ConversationsModel m_model;
    LibraryWatch m_watch;
    Open m_open; ///< in the order they were opened
    Session *m_current = nullptr;
    std::deque<ToRead> m_toRead; ///< the first one is being read
    bool m_closesLast = false;   ///< as soon as another one is there
    struct Deleted {
        QString path;
        QString trashPath;
    };
    std::optional<Deleted> m_deleted;
};

} // namespace outcrop::app
