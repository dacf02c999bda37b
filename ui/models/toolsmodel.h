// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "ui/models/systemblocksmodel.h"

#include <QAbstractListModel>

namespace outcrop::ui::models
{

/// The entries of toolConfig.tools, one row each, following the document row by row; those that are switched
/// off too.
///
/// Roles: Qt::DisplayRole QString (the tool's name; compact JSON of an entry of unknown kind); KindRole int
/// (Kind); OnRole bool; DescriptionRole QString; TokensRole qint64 (estimate; 0 for one that is off);
/// TtlRole, StrataRole, WarmUntilRole, KeptRole and CachedRole as in SystemBlocksModel. Edits go to the
/// document as undo steps.
class ToolsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Kind { Spec, SystemTool, CachePoint, Other };
    /// What a block of the system prompt has too stands under the same numbers.
    enum Role {
        TtlRole = BlockTtlRole,
        TokensRole = BlockTokensRole,
        StrataRole = BlockStrataRole,
        WarmUntilRole = BlockWarmUntilRole,
        KeptRole = BlockKeptRole,
        CachedRole = BlockCachedRole,
        KindRole = Qt::UserRole + 20,
        OnRole,
        DescriptionRole,
    };

    /// What decides whether a tool is called (protocol/shapes.md, ToolChoice).
    struct Choice {
        enum class Kind { NotSent, Auto, Any, Tool } kind = Kind::NotSent;
        QString tool; ///< Tool: its name

        friend bool operator==(const Choice &, const Choice &) = default;
    };

    /// @p document must live longer.
    explicit ToolsModel(conversation::ConversationDocument *document, QObject *parent = nullptr);

    conversation::ConversationDocument *document() const { return m_document; }
    /// The entry without the mark that it is off: {"toolSpec": ...}.
    json::Json tool(int row) const;
    /// toolSpec of the row; null for other kinds.
    json::Json spec(int row) const { return tool(row).value(u"toolSpec"); }
    bool isOn(int row) const;
    /// Tools that are sent; cache points do not count.
    int countSent() const;
    qint64 tokens() const;
    Choice choice() const;
    /// Why a name is refused by the service; empty when it is fine.
    QString problemOfName(int row, const QString &name) const;

    /// What was last sent as tools, and what the cache did with each.
    void setSent(std::vector<SentItem> items);
    /// Where the next call begins to differ from what is cached; nothing: it keeps all of it.
    void setKept(const std::optional<KeptPrefix> &kept);

    // Edits. A row that is not there changes nothing.
    void setOn(int row, bool on);
    /// Replaces a member of toolSpec or systemTool ("name", "description", "strict"); nothing unsets it.
    void setMember(int row, const QString &member, const std::optional<json::Json> &value);
    /// The inputSchema of a toolSpec.
    void setSchema(int row, const json::Json &schema);
    void setTool(int row, const json::Json &tool);
    void setTtl(int row, conversation::CacheTtl ttl);
    void setChoice(const Choice &choice);
    /// @return the row.
    int add(const json::Json &tool);
    int addSpec();
    int addSystemTool();
    int addCachePoint();
    void remove(int row);
    void move(int from, int to);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void choiceChanged();

private:
    bool has(int row) const { return row >= 0 && row < rowCount(); }
    void put(const std::vector<json::Json> &entries, bool typing = false);
    void follow();
    /// As the row was last sent; null where it or one before it is different now.
    const SentItem *sentAt(int row) const;
    int keptRow() const;
    QVariant keptAt(int row, qint64 KeptPrefix::*tokens) const;
    QString unusedName(const QString &stem) const;

    conversation::ConversationDocument *m_document;
    std::vector<json::Json> m_entries; ///< as the views know them
    Choice m_choice;
    std::vector<SentItem> m_sent;
    std::optional<KeptPrefix> m_kept;
};

} // namespace outcrop::ui::models
