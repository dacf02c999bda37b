// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attachments/attachedfile.h"

#include <QObject>
#include <QUrl>

#include <functional>

QT_BEGIN_NAMESPACE
class QImage;
class QMimeData;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

/// Makes content blocks of files, pictures and texts. Reading, looking and encoding happen on another thread;
/// what comes of it is given in the order it was asked for.
class Attaching : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void attachFiles(const QStringList &paths);
    void attachImage(const QImage &image);
    void attachText(const QString &text);
    /// The files of a list of URLs, or the picture. False when there is neither.
    bool attachFrom(const QMimeData &data);
    /// Whether attachFrom() would do something.
    static bool canAttach(const QMimeData &data);
    /// Whether what is pasted or dropped on a text is rather files or a picture than words.
    static bool isRatherMedia(const QMimeData &data);
    /// A block that is there already.
    void attach(const attachments::AttachedFile &file) { Q_EMIT attached(file); }
    /// Files that are still being read.
    int pending() const { return m_pending; }
    /// Whether somebody is asked if a text shall be attached.
    bool isAsking() const { return m_isAsking; }
    void setAsking(bool asking);
    /// Why what it attaches to is not whole yet, in a sentence; empty when it is.
    QString whyNotWhole() const;

Q_SIGNALS:
    void attached(const outcrop::attachments::AttachedFile &file);
    /// Also when whyNotWhole() is another.
    void pendingChanged();
    /// Why one was not attached.
    void failed(const outcrop::base::Error &error);
    /// What a person should know about one that was.
    void remarked(const QString &text);

private:
    using Work = std::function<base::Result<attachments::AttachedFile>()>;
    void start(Work work);
    void next();

    std::vector<Work> m_waiting; ///< one after the other: the order stays, and memory is that of one
    int m_pending = 0;
    bool m_isAsking = false;
};

} // namespace outcrop::ui::widgets
