// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/json/json.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <optional>

namespace outcrop::conversation
{

/// The values of variables for all conversations of the library: a JSON object of strings in a file of its
/// own
/// ("variables.json"), by name. A conversation's own values go before them.
///
/// A change counts at once and is written a moment later; the file is read again before that, so that what
/// another program wrote in between stays.
class VariableStore : public QObject
{
    Q_OBJECT

public:
    /// The file need not be there. One that cannot be read is left alone: values() is empty then, and every
    /// change fails.
    explicit VariableStore(QString path, QObject *parent = nullptr);
    /// save()
    ~VariableStore() override;

    /// By name; values are strings.
    const json::Json &values() const { return m_values; }
    /// Nothing unsets it.
    void set(const QString &name, const std::optional<QString> &value);
    /// Writes at once what was not written yet. Errors: Storage, or BadInput for a file that holds something
    /// else; the change is kept for the next time.
    base::Result<void> save();

Q_SIGNALS:
    void changed();
    void failed(const outcrop::base::Error &error);

private:
    base::Result<json::Json> read() const;
    void take(const json::Json &values);

    const QString m_path;
    json::Json m_values = json::Json::object();
    QHash<QString, std::optional<QString>> m_unsaved;
    QTimer m_saveLater;
};

} // namespace outcrop::conversation
