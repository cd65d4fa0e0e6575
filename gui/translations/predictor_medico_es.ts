<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="es">
<context>
    <name>BackupFlow</name>
    <message numerus="yes">
        <source>%Ln líneas dañadas de la copia no se tomaron.</source>
        <translation>
            <numerusform>%Ln línea dañada de la copia no se tomó.</numerusform>
            <numerusform>%Ln líneas dañadas de la copia no se tomaron.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln modelos del distrito quedaron instalados.</source>
        <translation>
            <numerusform>%Ln modelo del distrito quedó instalado.</numerusform>
            <numerusform>%Ln modelos del distrito quedaron instalados.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros de la copia tienen otros datos aquí: valen los de aquí.</source>
        <translation>
            <numerusform>%Ln registro de la copia tiene otros datos aquí: vale el de aquí.</numerusform>
            <numerusform>%Ln registros de la copia tienen otros datos aquí: valen los de aquí.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ya estaban.</source>
        <translation>
            <numerusform>%Ln ya estaba.</numerusform>
            <numerusform>%Ln ya estaban.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No se reemplazó {path}: esa copia tiene %Ln registros con datos distintos de los de aquí.</source>
        <translation>
            <numerusform>No se reemplazó {path}: esa copia tiene %Ln registro con datos distintos de los de aquí.</numerusform>
            <numerusform>No se reemplazó {path}: esa copia tiene %Ln registros con datos distintos de los de aquí.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Se agregaron %Ln registros.</source>
        <translation>
            <numerusform>Se agregó %Ln registro.</numerusform>
            <numerusform>Se agregaron %Ln registros.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportFlow</name>
    <message numerus="yes">
        <source>%Ln registros ({period}) exportados a {path}</source>
        <translation>
            <numerusform>%Ln registro ({period}) exportado a {path}</numerusform>
            <numerusform>%Ln registros ({period}) exportados a {path}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%Ln anulaciones o criterios que vienen con ellos</source>
        <translation>
            <numerusform>%Ln anulación o criterio que viene con ellos</numerusform>
            <numerusform>%Ln anulaciones o criterios que vienen con ellos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln anulados que contarán otra vez</source>
        <translation>
            <numerusform>%Ln anulado que contará otra vez</numerusform>
            <numerusform>%Ln anulados que contarán otra vez</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln filas rechazadas</source>
        <translation>
            <numerusform>%Ln fila rechazada</numerusform>
            <numerusform>%Ln filas rechazadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rechazadas, marcadas con ▲.</source>
        <translation>
            <numerusform>%Ln rechazada, marcada con ▲.</numerusform>
            <numerusform>%Ln rechazadas, marcadas con ▲.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros nuevos</source>
        <translation>
            <numerusform>%Ln registro nuevo</numerusform>
            <numerusform>%Ln registros nuevos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ya están aquí</source>
        <translation>
            <numerusform>%Ln ya está aquí</numerusform>
            <numerusform>%Ln ya están aquí</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Primeras %Ln filas: así se leen.</source>
        <translation>
            <numerusform>%Ln fila: así se lee.</numerusform>
            <numerusform>Primeras %Ln filas: así se leen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportFlow</name>
    <message numerus="yes">
        <source>%Ln anulados cuentan otra vez.</source>
        <translation>
            <numerusform>%Ln anulado cuenta otra vez.</numerusform>
            <numerusform>%Ln anulados cuentan otra vez.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln filas rechazadas.</source>
        <translation>
            <numerusform>%Ln fila rechazada.</numerusform>
            <numerusform>%Ln filas rechazadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ya estaban.</source>
        <translation>
            <numerusform>%Ln ya estaba.</numerusform>
            <numerusform>%Ln ya estaban.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Importación deshecha: %Ln registros anulados. No se borraron.</source>
        <translation>
            <numerusform>Importación deshecha: %Ln registro anulado. No se borró.</numerusform>
            <numerusform>Importación deshecha: %Ln registros anulados. No se borraron.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Se importaron %Ln registros.</source>
        <translation>
            <numerusform>Se importó %Ln registro.</numerusform>
            <numerusform>Se importaron %Ln registros.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message numerus="yes">
        <source>%Ln anulaciones anteriores ya no están en la carpeta de datos.</source>
        <translation>
            <numerusform>%Ln anulación anterior ya no está en la carpeta de datos.</numerusform>
            <numerusform>%Ln anulaciones anteriores ya no están en la carpeta de datos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln anulaciones son nuevas.</source>
        <translation>
            <numerusform>%Ln anulación es nueva.</numerusform>
            <numerusform>%Ln anulaciones son nuevas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cambios de modelo anteriores ya no están en la carpeta de datos.</source>
        <translation>
            <numerusform>%Ln cambio de modelo anterior ya no está en la carpeta de datos.</numerusform>
            <numerusform>%Ln cambios de modelo anteriores ya no están en la carpeta de datos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln criterios anteriores ya no están en la carpeta de datos.</source>
        <translation>
            <numerusform>%Ln criterio anterior ya no está en la carpeta de datos.</numerusform>
            <numerusform>%Ln criterios anteriores ya no están en la carpeta de datos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln criterios son nuevos.</source>
        <translation>
            <numerusform>%Ln criterio es nuevo.</numerusform>
            <numerusform>%Ln criterios son nuevos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln encontrados, de {predictions}</source>
        <translation>
            <numerusform>%Ln encontrado, de {predictions}</numerusform>
            <numerusform>%Ln encontrados, de {predictions}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln líneas dañadas no se tomarán.</source>
        <translation>
            <numerusform>%Ln línea dañada no se tomará.</numerusform>
            <numerusform>%Ln líneas dañadas no se tomarán.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln líneas de las anulaciones están dañadas.</source>
        <translation>
            <numerusform>%Ln línea de las anulaciones está dañada.</numerusform>
            <numerusform>%Ln líneas de las anulaciones están dañadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln líneas de los criterios están dañadas.</source>
        <translation>
            <numerusform>%Ln línea de los criterios está dañada.</numerusform>
            <numerusform>%Ln líneas de los criterios están dañadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln líneas del archivo de registros están dañadas.</source>
        <translation>
            <numerusform>%Ln línea del archivo de registros está dañada.</numerusform>
            <numerusform>%Ln líneas del archivo de registros están dañadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln líneas del historial de modelos están dañadas.</source>
        <translation>
            <numerusform>%Ln línea del historial de modelos está dañada.</numerusform>
            <numerusform>%Ln líneas del historial de modelos están dañadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln predicciones</source>
        <translation>
            <numerusform>%Ln predicción</numerusform>
            <numerusform>%Ln predicciones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros</source>
        <translation>
            <numerusform>%Ln registro</numerusform>
            <numerusform>%Ln registros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros anteriores ya no están en la carpeta de datos.</source>
        <translation>
            <numerusform>%Ln registro anterior ya no está en la carpeta de datos.</numerusform>
            <numerusform>%Ln registros anteriores ya no están en la carpeta de datos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros anulados cuentan otra vez.</source>
        <translation>
            <numerusform>%Ln registro anulado cuenta otra vez.</numerusform>
            <numerusform>%Ln registros anulados cuentan otra vez.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros quedaron anulados.</source>
        <translation>
            <numerusform>%Ln registro quedó anulado.</numerusform>
            <numerusform>%Ln registros quedaron anulados.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros quedaron con criterio.</source>
        <translation>
            <numerusform>%Ln registro quedó con criterio.</numerusform>
            <numerusform>%Ln registros quedaron con criterio.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros quedaron sin criterio.</source>
        <translation>
            <numerusform>%Ln registro quedó sin criterio.</numerusform>
            <numerusform>%Ln registros quedaron sin criterio.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros son nuevos.</source>
        <translation>
            <numerusform>%Ln registro es nuevo.</numerusform>
            <numerusform>%Ln registros son nuevos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros tienen otros datos aquí: valen los de aquí.</source>
        <translation>
            <numerusform>%Ln registro tiene otros datos aquí: vale el de aquí.</numerusform>
            <numerusform>%Ln registros tienen otros datos aquí: valen los de aquí.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros ya están aquí.</source>
        <translation>
            <numerusform>%Ln registro ya está aquí.</numerusform>
            <numerusform>%Ln registros ya están aquí.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>La última vez que se usó el programa el historial de modelos tenía %Ln cambios, y ahora tiene menos.</source>
        <translation>
            <numerusform>La última vez que se usó el programa el historial de modelos tenía %Ln cambio, y ahora no lo tiene.</numerusform>
            <numerusform>La última vez que se usó el programa el historial de modelos tenía %Ln cambios, y ahora tiene menos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>La última vez que se usó el programa había %Ln registros anulados, y ahora hay menos: los demás cuentan otra vez en el reporte.</source>
        <translation>
            <numerusform>La última vez que se usó el programa había %Ln registro anulado, y ahora cuenta otra vez en el reporte.</numerusform>
            <numerusform>La última vez que se usó el programa había %Ln registros anulados, y ahora hay menos: los demás cuentan otra vez en el reporte.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>La última vez que se usó el programa había %Ln registros con criterio, y ahora hay menos.</source>
        <translation>
            <numerusform>La última vez que se usó el programa había %Ln registro con criterio, y ahora hay menos.</numerusform>
            <numerusform>La última vez que se usó el programa había %Ln registros con criterio, y ahora hay menos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>La última vez que se usó el programa había %Ln registros en la carpeta de datos, y ahora hay menos.</source>
        <translation>
            <numerusform>La última vez que se usó el programa había %Ln registro en la carpeta de datos, y ahora no está.</numerusform>
            <numerusform>La última vez que se usó el programa había %Ln registros en la carpeta de datos, y ahora hay menos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No se reemplazó {path}: esa copia tiene %Ln anulaciones que no están aquí.</source>
        <translation>
            <numerusform>No se reemplazó {path}: esa copia tiene %Ln anulación que no está aquí.</numerusform>
            <numerusform>No se reemplazó {path}: esa copia tiene %Ln anulaciones que no están aquí.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No se reemplazó {path}: esa copia tiene %Ln cambios de modelo que no están aquí.</source>
        <translation>
            <numerusform>No se reemplazó {path}: esa copia tiene %Ln cambio de modelo que no está aquí.</numerusform>
            <numerusform>No se reemplazó {path}: esa copia tiene %Ln cambios de modelo que no están aquí.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No se reemplazó {path}: esa copia tiene %Ln criterios que no están aquí.</source>
        <translation>
            <numerusform>No se reemplazó {path}: esa copia tiene %Ln criterio que no está aquí.</numerusform>
            <numerusform>No se reemplazó {path}: esa copia tiene %Ln criterios que no están aquí.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No se reemplazó {path}: esa copia tiene %Ln registros que no están aquí.</source>
        <translation>
            <numerusform>No se reemplazó {path}: esa copia tiene %Ln registro que no está aquí.</numerusform>
            <numerusform>No se reemplazó {path}: esa copia tiene %Ln registros que no están aquí.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>También el historial de modelos tenía %Ln cambios, y ahora tiene menos.</source>
        <translation>
            <numerusform>También el historial de modelos tenía %Ln cambio, y ahora no lo tiene.</numerusform>
            <numerusform>También el historial de modelos tenía %Ln cambios, y ahora tiene menos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>También había %Ln registros anulados, y ahora hay menos: los demás cuentan otra vez en el reporte.</source>
        <translation>
            <numerusform>También había %Ln registro anulado, y ahora cuenta otra vez en el reporte.</numerusform>
            <numerusform>También había %Ln registros anulados, y ahora hay menos: los demás cuentan otra vez en el reporte.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>También había %Ln registros con criterio, y ahora hay menos.</source>
        <translation>
            <numerusform>También había %Ln registro con criterio, y ahora hay menos.</numerusform>
            <numerusform>También había %Ln registros con criterio, y ahora hay menos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{predictions} y %Ln anuladas</source>
        <translation>
            <numerusform>{predictions} y %Ln anulada</numerusform>
            <numerusform>{predictions} y %Ln anuladas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… y %Ln más.</source>
        <translation>
            <numerusform>… y %Ln más.</numerusform>
            <numerusform>… y %Ln más.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListExport</name>
    <message numerus="yes">
        <source>%Ln registros de la lista exportados a {path}</source>
        <translation>
            <numerusform>%Ln registro de la lista exportado a {path}</numerusform>
            <numerusform>%Ln registros de la lista exportados a {path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lista de %Ln registros enviada a la impresora {name}.</source>
        <translation>
            <numerusform>Lista de %Ln registro enviada a la impresora {name}.</numerusform>
            <numerusform>Lista de %Ln registros enviada a la impresora {name}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message numerus="yes">
        <source>%Ln líneas del archivo de registros están repetidas.</source>
        <translation>
            <numerusform>%Ln línea del archivo de registros está repetida.</numerusform>
            <numerusform>%Ln líneas del archivo de registros están repetidas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros ya corregidos no se pudieron anular y cuentan también.</source>
        <translation>
            <numerusform>%Ln registro ya corregido no se pudo anular y cuenta también.</numerusform>
            <numerusform>%Ln registros ya corregidos no se pudieron anular y cuentan también.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tienen otros datos: vale la primera.</source>
        <translation>
            <numerusform>%Ln tiene otros datos: vale la primera.</numerusform>
            <numerusform>%Ln tienen otros datos: vale la primera.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RowCommands</name>
    <message numerus="yes">
        <source>%Ln registros copiados: péguelos en una hoja de cálculo.</source>
        <translation>
            <numerusform>%Ln registro copiado: péguelo en una hoja de cálculo.</numerusform>
            <numerusform>%Ln registros copiados: péguelos en una hoja de cálculo.</numerusform>
        </translation>
    </message>
</context>
</TS>
