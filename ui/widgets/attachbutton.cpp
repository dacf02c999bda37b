// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/attachbutton.h"

#include "ui/widgets/attaching.h"
#include "ui/widgets/s3dialog.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>

namespace outcrop::ui::widgets
{

using namespace Qt::StringLiterals;

namespace
{

/// Endings of `attachments::formatsOf()` as people write them, and of texts that go as txt.
QStringList nameFilters()
{
    return {
        AttachButton::tr("What Converse takes") +
            u" (*.png *.jpg *.jpeg *.gif *.webp *.pdf *.csv *.doc *.docx *.xls *.xlsx *.html *.htm *.txt "
            u"*.md "
            "*.mkv *.mov *.mp4 *.webm *.flv *.mpeg *.mpg *.wmv *.3gp *.mp3 *.opus *.wav *.aac *.flac *.ogg "
            "*.mka *.m4a *.mpga *.pcm)"_s,
        AttachButton::tr("All files (*)")};
}

void askForS3Object(QWidget *owner, Attaching *attaching)
{
    auto *dialog = new S3Dialog(owner);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &S3Dialog::chosen, attaching, &Attaching::attach);
    dialog->open();
}

void attachClipboard(Attaching *attaching)
{
    const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
    if (mime && !attaching->attachFrom(*mime) && mime->hasText())
        attaching->attachText(mime->text());
}

} // namespace

void chooseFilesToAttach(QWidget *owner, Attaching *attaching, FileCount count)
{
    const bool one = count == FileCount::One;
    auto *dialog =
        new QFileDialog(owner, one ? AttachButton::tr("Attach a file") : AttachButton::tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(one ? QFileDialog::ExistingFile : QFileDialog::ExistingFiles);
    dialog->setNameFilters(nameFilters());
    QObject::connect(dialog, &QFileDialog::filesSelected, attaching, &Attaching::attachFiles);
    dialog->open();
}

void addAttachActions(QMenu *menu, Attaching *attaching)
{
    QWidget *owner = menu->parentWidget();
    menu->addAction(AttachButton::tr("Files…"), attaching,
                    [owner, attaching] { chooseFilesToAttach(owner, attaching); });
    menu->addAction(AttachButton::tr("S3 object…"), attaching,
                    [owner, attaching] { askForS3Object(owner, attaching); });
    QAction *paste = menu->addAction(AttachButton::tr("From the clipboard"), attaching,
                                     [attaching] { attachClipboard(attaching); });
    QObject::connect(menu, &QMenu::aboutToShow, paste, [paste] {
        const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
        paste->setEnabled(mime && (Attaching::canAttach(*mime) || mime->hasText()));
    });
}

AttachButton::AttachButton(Attaching *attaching, QWidget *parent) : MenuButton(parent), m_attaching(attaching)
{
    auto *menu = new QMenu(this);
    addAttachActions(menu, attaching);
    setMenu(menu);
    setToolTip(tr("image, document, video, audio. Files can be dropped and pasted too."));
    connect(attaching, &Attaching::pendingChanged, this, &AttachButton::showPending);
    showPending();
}

void AttachButton::showPending()
{
    const bool reading = m_attaching->pending() > 0;
    setText(reading ? tr("Reading…") : tr("+ Attach ▾"));
    setAccessibleName(reading ? tr("Reading a file") : tr("Attach"));
}

} // namespace outcrop::ui::widgets
