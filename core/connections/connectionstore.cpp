// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connectionstore.h"

#include "core/base/atomicfile.h"
#include "core/base/fileerror.h"
#include "core/base/ids.h"
#include "core/base/regularfile.h"
#include "core/connections/connectionfile.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>

namespace outcrop::connections
{

namespace
{

constexpr int changeCommandId = 1;

/// A name for the file next to it that is not taken.
QString asidePath(const QString &path)
{
    for (int i = 1;; ++i) {
        const QString aside = QStringLiteral("%1.unreadable-%2").arg(path).arg(i);
        if (!QFileInfo::exists(aside))
            return aside;
    }
}

/// The members of the file that differ.
QStringList changedMembers(const ConnectionSpec &before, const ConnectionSpec &after)
{
    const json::Json left = encodeConnection(before);
    const json::Json right = encodeConnection(after);
    QStringList names;
    for (const json::Json &side : {left, right}) {
        for (qsizetype i = 0; i < side.size(); ++i) {
            const QString name = side.keyAt(i);
            if (!names.contains(name) && !(left.value(name) == right.value(name)))
                names += name;
        }
    }
    names.sort();
    return names;
}

} // namespace

class ConnectionStore::Insert final : public QUndoCommand
{
public:
    Insert(ConnectionStore &store, int row, ConnectionSpec spec, const QString &text)
        : QUndoCommand(text), m_store(store), m_row(row), m_spec(std::move(spec))
    {
    }
    void redo() override { m_store.insertAt(std::min(m_row, m_store.count()), m_spec); }
    void undo() override { m_store.removeAt(m_store.rowOf(m_spec.id)); }

private:
    ConnectionStore &m_store;
    int m_row;
    ConnectionSpec m_spec;
};

class ConnectionStore::Change final : public QUndoCommand
{
public:
    Change(ConnectionStore &store, ConnectionSpec before, ConnectionSpec after)
        : QUndoCommand(tr("Change %1").arg(before.name))
        , m_store(store)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }
    void redo() override { m_store.replaceAt(m_store.rowOf(m_after.id), m_after); }
    void undo() override { m_store.replaceAt(m_store.rowOf(m_before.id), m_before); }
    int id() const override { return changeCommandId; }
    bool mergeWith(const QUndoCommand *next) override
    {
        const auto *other = static_cast<const Change *>(next);
        if (other->m_after.id != m_after.id ||
            changedMembers(m_before, m_after) != changedMembers(other->m_before, other->m_after))
            return false;
        m_after = other->m_after;
        setObsolete(m_before == m_after);
        return true;
    }

private:
    ConnectionStore &m_store;
    ConnectionSpec m_before;
    ConnectionSpec m_after;
};

class ConnectionStore::Remove final : public QUndoCommand
{
public:
    Remove(ConnectionStore &store, int row, ConnectionSpec spec)
        : QUndoCommand(tr("Delete %1").arg(spec.name)), m_store(store), m_row(row), m_spec(std::move(spec))
    {
    }
    void redo() override { m_store.removeAt(m_store.rowOf(m_spec.id)); }
    void undo() override { m_store.insertAt(std::min(m_row, m_store.count()), m_spec); }

private:
    ConnectionStore &m_store;
    int m_row;
    ConnectionSpec m_spec;
};

ConnectionStore::ConnectionStore(const QString &path, QObject *parent) : QObject(parent), m_path(path) {}

ConnectionStore::~ConnectionStore() = default;

std::optional<base::Error> ConnectionStore::load()
{
    if (m_path.isEmpty())
        return std::nullopt;
    const auto content = base::RegularFile::read(m_path, ConnectionFile::mostBytes);
    if (!content) {
        if (content.error().code == QLatin1StringView("ENOENT"))
            return std::nullopt;
        m_mayWrite = false;
        m_isWhole = false;
        return content.error();
    }
    const auto file = ConnectionFile::parse(content->bytes, QFileInfo(m_path).fileName());
    if (!file) {
        m_isWhole = false;
        base::Error error = file.error();
        const QString aside = asidePath(m_path);
        if (QFile::rename(m_path, aside)) {
            error.advice = tr("It was put aside as %1; the connections begin anew.").arg(aside);
        } else {
            m_mayWrite = false;
            error.advice = tr("It is left as it is, and no connection is kept in this run.");
        }
        return error;
    }
    m_stored = file->stored;
    for (const ConnectionSpec &spec : file->connections) {
        m_specs.push_back(spec);
        m_specs.back().name = freeName(spec.name, spec.id);
        Q_EMIT inserted(count() - 1);
    }
    return std::nullopt;
}

void ConnectionStore::addBuiltIn(const ConnectionSpec &spec)
{
    const auto first =
        std::find_if(m_specs.begin(), m_specs.end(), [](const auto &other) { return !other.isBuiltIn(); });
    const int row = static_cast<int>(first - m_specs.begin());
    m_specs.insert(first, spec);
    Q_EMIT inserted(row);
}

int ConnectionStore::rowOf(const QString &id) const
{
    for (int row = 0; row < count(); ++row) {
        if (at(row).id == id)
            return row;
    }
    return -1;
}

const ConnectionSpec *ConnectionStore::find(const QString &id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &at(row);
}

const ConnectionSpec *ConnectionStore::findByName(const QString &name) const
{
    const auto found =
        std::find_if(m_specs.begin(), m_specs.end(), [&](const auto &spec) { return spec.name == name; });
    return found == m_specs.end() ? nullptr : &*found;
}

QString ConnectionStore::freeName(const QString &wish, const QString &id) const
{
    QString name = wish;
    for (int i = 2;; ++i) {
        const ConnectionSpec *taken = findByName(name);
        if (!taken || taken->id == id)
            return name;
        name = QStringLiteral("%1 %2").arg(wish).arg(i);
    }
}

ConnectionSpec ConnectionStore::made(ConnectionSpec spec) const
{
    spec.id = base::newId();
    spec.name = freeName(spec.name.trimmed().isEmpty() ? tr("Connection") : spec.name.trimmed());
    if (spec.isBuiltIn())
        spec.kind = ConnectionKind::Aws;
    return spec;
}

QString ConnectionStore::add(ConnectionSpec spec)
{
    spec = made(std::move(spec));
    m_undo.push(new Insert(*this, count(), spec, tr("Add %1").arg(spec.name)));
    return spec.id;
}

bool ConnectionStore::change(const ConnectionSpec &spec)
{
    const ConnectionSpec *before = find(spec.id);
    if (!before || before->isBuiltIn() || spec.isBuiltIn())
        return false;
    ConnectionSpec after = spec;
    after.name = freeName(spec.name, spec.id);
    if (!(after == *before))
        m_undo.push(new Change(*this, *before, after));
    return true;
}

QString ConnectionStore::duplicate(const QString &id)
{
    const ConnectionSpec *original = find(id);
    if (!original || original->isBuiltIn())
        return {};
    ConnectionSpec copy = made(*original);
    copy.stored.remove(u"id");
    m_undo.push(new Insert(*this, rowOf(id) + 1, copy, tr("Duplicate %1").arg(original->name)));
    return copy.id;
}

bool ConnectionStore::remove(const QString &id)
{
    const ConnectionSpec *spec = find(id);
    if (!spec || spec->isBuiltIn())
        return false;
    m_undo.push(new Remove(*this, rowOf(id), *spec));
    return true;
}

int ConnectionStore::importProfiles(const std::vector<credentials::ProfileFacts> &profiles)
{
    std::vector<ConnectionSpec> specs;
    for (const credentials::ProfileFacts &profile : profiles) {
        const bool isThere = std::any_of(m_specs.begin(), m_specs.end(), [&](const ConnectionSpec &spec) {
            return spec.auth == AuthKind::AwsProfile && spec.profile == profile.name;
        });
        if (isThere || profile.kind == credentials::ProfileKind::Nothing)
            continue;
        ConnectionSpec spec;
        spec.name = profile.name;
        spec.auth = AuthKind::AwsProfile;
        spec.profile = profile.name;
        spec.region = profile.region;
        specs.push_back(spec);
    }
    if (specs.empty())
        return 0;
    m_undo.beginMacro(tr("Import %n profile(s)", nullptr, static_cast<int>(specs.size())));
    for (const ConnectionSpec &spec : specs)
        add(spec);
    m_undo.endMacro();
    return static_cast<int>(specs.size());
}

std::vector<ConnectionSpec> ConnectionStore::removedForGood() const
{
    std::vector<ConnectionSpec> gone;
    for (const ConnectionSpec &spec : m_everRemoved) {
        const bool isBack = find(spec.id) != nullptr;
        const bool isListed =
            std::any_of(gone.begin(), gone.end(), [&](const auto &other) { return other.id == spec.id; });
        if (!isBack && !isListed)
            gone.push_back(spec);
    }
    return gone;
}

void ConnectionStore::insertAt(int row, const ConnectionSpec &spec)
{
    m_specs.insert(m_specs.begin() + row, spec);
    Q_EMIT inserted(row);
    save();
}

void ConnectionStore::replaceAt(int row, const ConnectionSpec &spec)
{
    if (row < 0)
        return;
    m_specs[static_cast<size_t>(row)] = spec;
    Q_EMIT changed(row);
    save();
}

void ConnectionStore::removeAt(int row)
{
    if (row < 0)
        return;
    const ConnectionSpec spec = at(row);
    m_everRemoved.push_back(spec);
    m_specs.erase(m_specs.begin() + row);
    Q_EMIT removed(row, spec.id);
    save();
}

void ConnectionStore::save()
{
    if (m_path.isEmpty() || !m_mayWrite)
        return;
    ConnectionFile file;
    file.stored = m_stored;
    for (const ConnectionSpec &spec : m_specs) {
        if (!spec.isBuiltIn())
            file.connections.push_back(spec);
    }
    if (const auto written = base::AtomicFile::write(m_path, file.format()); !written)
        Q_EMIT saveFailed(written.error());
}

} // namespace outcrop::connections
