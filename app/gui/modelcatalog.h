// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/modelcatalog.h"

#include <QStringList>

namespace outcrop::app
{

/// The id under which the built-in simulator is asked first. Every other id works there too.
inline constexpr QLatin1StringView simulatorModelId("outcrop.simulator-1");

/// The facts that come with the program (resources/models.json); empty if they cannot be read.
const catalog::ModelCatalog &bundledModels();

/// The bundled facts with the corrections of @p path, a file of the user's own in the same form; it need not
/// be there. Errors: as of ModelCatalog::correct(), or Storage.
base::Result<catalog::ModelCatalog> correctedModels(const QString &path);

/// Model and inference profile ids to pick from before a connection was asked for its own. Hints only: any id
/// may be typed, and whether a model may be used says the service alone.
QStringList catalogModelIds();

} // namespace outcrop::app
