<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="es">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Abrir carpeta de datos</source>
        <translation>&amp;Open data folder</translation>
    </message>
    <message>
        <source>&amp;Alto contraste</source>
        <translation>&amp;High contrast</translation>
    </message>
    <message>
        <source>&amp;Atajos de teclado</source>
        <translation>&amp;Keyboard shortcuts</translation>
    </message>
    <message>
        <source>&amp;Cerrar aviso o ver el siguiente</source>
        <translation>Close &amp;notice or see the next</translation>
    </message>
    <message>
        <source>&amp;Claro</source>
        <translation>&amp;Light</translation>
    </message>
    <message>
        <source>&amp;Copia de seguridad…</source>
        <translation>&amp;Back up…</translation>
    </message>
    <message>
        <source>&amp;Exportar registros…</source>
        <translation>&amp;Export records…</translation>
    </message>
    <message>
        <source>&amp;Exportar reporte…</source>
        <translation>&amp;Export report…</translation>
    </message>
    <message>
        <source>&amp;Guía</source>
        <translation>&amp;Guide</translation>
    </message>
    <message>
        <source>&amp;Idioma</source>
        <translation>&amp;Language</translation>
    </message>
    <message>
        <source>&amp;Imprimir registros…</source>
        <translation>&amp;Print records…</translation>
    </message>
    <message>
        <source>&amp;Imprimir reporte…</source>
        <translation>&amp;Print report…</translation>
    </message>
    <message>
        <source>&amp;Normal</source>
        <translation>&amp;Normal</translation>
    </message>
    <message>
        <source>&amp;Nunca</source>
        <translation>&amp;Never</translation>
    </message>
    <message>
        <source>&amp;Oscuro</source>
        <translation>&amp;Dark</translation>
    </message>
    <message>
        <source>&amp;Predicción</source>
        <translation>&amp;Prediction</translation>
    </message>
    <message>
        <source>&amp;Reporte</source>
        <translation>&amp;Report</translation>
    </message>
    <message>
        <source>&amp;Restaurar…</source>
        <translation>&amp;Restore…</translation>
    </message>
    <message>
        <source>&amp;Salir</source>
        <translation>&amp;Quit</translation>
    </message>
    <message>
        <source>&amp;Siempre</source>
        <translation>&amp;Always</translation>
    </message>
    <message>
        <source>&amp;Tamaño de texto: {percent}</source>
        <translation>Text &amp;size: {percent}</translation>
    </message>
    <message>
        <source>&amp;Valores para DHIS2…</source>
        <translation>&amp;Values for DHIS2…</translation>
    </message>
    <message>
        <source>Acerca &amp;de Predictor Médico</source>
        <translation>&amp;About Predictor Médico</translation>
    </message>
    <message>
        <source>C&amp;olores</source>
        <translation>&amp;Colours</translation>
    </message>
    <message>
        <source>Clave del distrit&amp;o…</source>
        <translation>District &amp;key…</translation>
    </message>
    <message>
        <source>Corregir el ú&amp;ltimo</source>
        <translation>Correct the &amp;last one</translation>
    </message>
    <message>
        <source>El del &amp;sistema</source>
        <translation>Same as &amp;system</translation>
    </message>
    <message>
        <source>En 1 de cada &amp;5 pacientes</source>
        <translation>For 1 in &amp;5 patients</translation>
    </message>
    <message>
        <source>En 1 de cada 1&amp;0 pacientes</source>
        <translation>For 1 in 1&amp;0 patients</translation>
    </message>
    <message>
        <source>Es&amp;tablecimiento…</source>
        <translation>Es&amp;tablishment…</translation>
    </message>
    <message>
        <source>I&amp;mportar…</source>
        <translation>I&amp;mport…</translation>
    </message>
    <message>
        <source>Los del &amp;sistema</source>
        <translation>Same as &amp;system</translation>
    </message>
    <message>
        <source>Mo&amp;delo</source>
        <translation>Mod&amp;el</translation>
    </message>
    <message>
        <source>Más &amp;grande</source>
        <translation>&amp;Larger</translation>
    </message>
    <message>
        <source>Más &amp;pequeño</source>
        <translation>&amp;Smaller</translation>
    </message>
    <message>
        <source>Preguntar &amp;mi criterio</source>
        <translation>Ask for &amp;my judgement</translation>
    </message>
    <message>
        <source>Re&amp;gistros</source>
        <translation>Recor&amp;ds</translation>
    </message>
    <message>
        <source>Recibir del &amp;distrito…</source>
        <translation>Receive from the &amp;district…</translation>
    </message>
    <message>
        <source>Tamaño de texto</source>
        <translation>Text size</translation>
    </message>
</context>
<context>
    <name>AnswerDialog</name>
    <message>
        <source>&amp;Recibir</source>
        <translation>&amp;Receive</translation>
    </message>
    <message>
        <source>Recibir una respuesta del distrito</source>
        <translation>Receive an answer from the district</translation>
    </message>
    <message>
        <source>Respuesta del distrito</source>
        <translation>Answer from the district</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>&amp;Siguiente</source>
        <translation>Ne&amp;xt</translation>
    </message>
    <message>
        <source>Copia de seguridad</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>Restaurar una copia de seguridad</source>
        <translation>Restore a backup</translation>
    </message>
</context>
<context>
    <name>BackupFlow</name>
    <message numerus="yes">
        <source>%Ln líneas dañadas de la copia no se tomaron.</source>
        <translation>
            <numerusform>%Ln damaged line of the backup was not taken.</numerusform>
            <numerusform>%Ln damaged lines of the backup were not taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln modelos del distrito quedaron instalados.</source>
        <translation>
            <numerusform>%Ln model of the district was installed.</numerusform>
            <numerusform>%Ln models of the district were installed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros de la copia tienen otros datos aquí: valen los de aquí.</source>
        <translation>
            <numerusform>%Ln record of the backup has other data here: the one here holds.</numerusform>
            <numerusform>%Ln records of the backup have other data here: those here hold.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ya estaban.</source>
        <translation>
            <numerusform>%Ln was here already.</numerusform>
            <numerusform>%Ln were here already.</numerusform>
        </translation>
    </message>
    <message>
        <source>Avise a la persona encargada.</source>
        <translation>Tell the person in charge.</translation>
    </message>
    <message>
        <source>Copia cancelada. No se escribió ningún archivo.</source>
        <translation>Backup cancelled. No file was written.</translation>
    </message>
    <message>
        <source>Copia de seguridad</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>Copia de seguridad en {path}: {predictions}.</source>
        <translation>Backup in {path}: {predictions}.</translation>
    </message>
    <message>
        <source>El código y el nombre del establecimiento son los de la copia.</source>
        <translation>Code and name of the establishment are those of the backup.</translation>
    </message>
    <message>
        <source>Escoja otro nombre, o restaure primero esa copia (Ctrl+R).</source>
        <translation>Choose another name, or restore that backup first (Ctrl+R).</translation>
    </message>
    <message>
        <source>Escoja otro nombre.</source>
        <translation>Choose another name.</translation>
    </message>
    <message>
        <source>Guardar una copia de seguridad</source>
        <translation>Save a backup</translation>
    </message>
    <message>
        <source>La restauración no terminó. {reason}</source>
        <translation>Restoring did not finish. {reason}</translation>
    </message>
    <message>
        <source>Nada se perdió: puede restaurar la misma copia otra vez.</source>
        <translation>Nothing was lost: you can restore the same backup again.</translation>
    </message>
    <message>
        <source>No se agregó ningún registro.</source>
        <translation>No record was added.</translation>
    </message>
    <message>
        <source>No se hizo la copia en {path}. {reason}</source>
        <translation>No backup was written to {path}. {reason}</translation>
    </message>
    <message>
        <source>No se reemplazó {path}. {reason}</source>
        <translation>{path} was not replaced. {reason}</translation>
    </message>
    <message numerus="yes">
        <source>No se reemplazó {path}: esa copia tiene %Ln registros con datos distintos de los de aquí.</source>
        <translation>
            <numerusform>{path} was not replaced: that backup has %Ln record whose data differs from that here.</numerusform>
            <numerusform>{path} was not replaced: that backup has %Ln records whose data differs from that here.</numerusform>
        </translation>
    </message>
    <message>
        <source>No se restauró nada. {reason}</source>
        <translation>Nothing was restored. {reason}</translation>
    </message>
    <message>
        <source>O escoja otro nombre.</source>
        <translation>Or choose another name.</translation>
    </message>
    <message>
        <source>Restauración cancelada.</source>
        <translation>Restoring was cancelled.</translation>
    </message>
    <message>
        <source>Restauración cancelada. No se agregó nada.</source>
        <translation>Restoring cancelled. Nothing was added.</translation>
    </message>
    <message numerus="yes">
        <source>Se agregaron %Ln registros.</source>
        <translation>
            <numerusform>%Ln record was added.</numerusform>
            <numerusform>%Ln records were added.</numerusform>
        </translation>
    </message>
    <message>
        <source>copia</source>
        <translation>backup</translation>
    </message>
</context>
<context>
    <name>BannerArea</name>
    <message>
        <source>1 de {count}</source>
        <translation>1 of {count}</translation>
    </message>
    <message>
        <source>Advertencia</source>
        <translation>Warning</translation>
    </message>
    <message>
        <source>Cerrar aviso</source>
        <translation>Close notice</translation>
    </message>
    <message>
        <source>Entendido</source>
        <translation>Understood</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>Información</source>
        <translation>Information</translation>
    </message>
    <message>
        <source>No se avisa otra vez hasta que cambie.</source>
        <translation>You are not told again until it changes.</translation>
    </message>
    <message>
        <source>Siguiente aviso</source>
        <translation>Next notice</translation>
    </message>
</context>
<context>
    <name>Carried</name>
    <message>
        <source>Aún no se ha hecho una copia de seguridad con Ctrl+B en este computador.</source>
        <translation>No backup has been made yet with Ctrl+B on this computer.</translation>
    </message>
    <message>
        <source>Hay registros nuevos desde entonces: conviene hacer otra (Ctrl+B).</source>
        <translation>There are new records since: another one is advisable (Ctrl+B).</translation>
    </message>
    <message>
        <source>Última copia de seguridad: {when}.</source>
        <translation>Last backup: {when}.</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>Comparación cancelada.</source>
        <translation>Comparison cancelled.</translation>
    </message>
    <message>
        <source>No se pudo comparar.</source>
        <translation>The models could not be compared.</translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>Ahora</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>Ahora ↓  Con el otro →</source>
        <translation>Now ↓  With the other →</translation>
    </message>
    <message>
        <source>Con el otro</source>
        <translation>With the other</translation>
    </message>
    <message>
        <source>Los puntos y las categorías son los mismos.</source>
        <translation>Points and categories are the same.</translation>
    </message>
    <message>
        <source>Puntajes que cambian</source>
        <translation>Scores that change</translation>
    </message>
    <message>
        <source>Puntos que cambian</source>
        <translation>Points that change</translation>
    </message>
    <message>
        <source>{name} frente al que está en uso</source>
        <translation>{name} against the one in use</translation>
    </message>
</context>
<context>
    <name>Correction</name>
    <message>
        <source>Corregido. El registro de las {time} quedó anulado: error de digitación.</source>
        <translation>Corrected. The record of {time} is now voided: typing error.</translation>
    </message>
    <message>
        <source>El último registro ya está anulado.</source>
        <translation>The last record is voided already.</translation>
    </message>
    <message>
        <source>La corrección está guardada, pero el registro de las {time} aún no se pudo anular y cuenta también. {reason} El programa lo anulará cuando pueda.</source>
        <translation>The correction is saved, but the record of {time} could not be voided yet and counts too. {reason} The program will void it when it can.</translation>
    </message>
    <message>
        <source>No cambió ningún valor: el registro queda como estaba.</source>
        <translation>No value was changed: the record stays as it was.</translation>
    </message>
    <message>
        <source>Primero guarde o descarte la lectura que no está guardada.</source>
        <translation>First save or discard the reading that is not saved.</translation>
    </message>
    <message>
        <source>Solo se corrige el último registro guardado desde que se abrió el programa, y aún no hay ninguno. Los anteriores se anulan en Registros.</source>
        <translation>Only the last record saved since the program was opened can be corrected, and there is none yet. Earlier ones can be voided in Records.</translation>
    </message>
</context>
<context>
    <name>DailyChart</name>
    <message>
        <source>{days}: el día con más fue el {day}, con {count}.</source>
        <translation>{days}: the busiest day was {day}, with {count}.</translation>
    </message>
</context>
<context>
    <name>DatesDialog</name>
    <message>
        <source>&amp;Cancelar</source>
        <translation>&amp;Cancel</translation>
    </message>
    <message>
        <source>&amp;Desde:</source>
        <translation>&amp;From:</translation>
    </message>
    <message>
        <source>&amp;Hasta:</source>
        <translation>&amp;To:</translation>
    </message>
    <message>
        <source>&amp;Mostrar</source>
        <translation>&amp;Show</translation>
    </message>
    <message>
        <source>Fechas</source>
        <translation>Dates</translation>
    </message>
    <message>
        <source>Un día, un mes o un año: {day}, {month} o {year}. Sin «Hasta», solo ese día, mes o año.</source>
        <translation>A day, a month or a year: {day}, {month} or {year}. Without “To”, only that day, month or year.</translation>
    </message>
</context>
<context>
    <name>DayDialog</name>
    <message>
        <source>&amp;Día:</source>
        <translation>&amp;Day:</translation>
    </message>
    <message>
        <source>&amp;Ir</source>
        <translation>&amp;Go</translation>
    </message>
    <message>
        <source>Ir a un día</source>
        <translation>Go to a day</translation>
    </message>
    <message>
        <source>Por ejemplo {day} o {month}.</source>
        <translation>For example {day} or {month}.</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>&amp;Anular…</source>
        <translation>&amp;Void…</translation>
    </message>
    <message>
        <source>&amp;Cerrar</source>
        <translation>&amp;Close</translation>
    </message>
    <message>
        <source>&amp;Restablecer…</source>
        <translation>&amp;Reinstate…</translation>
    </message>
    <message>
        <source>Anulado el {when}: {reason}. No cuenta en el reporte.</source>
        <translation>Voided on {when}: {reason}. It does not count in the report.</translation>
    </message>
    <message>
        <source>Cuenta en el reporte.</source>
        <translation>It counts in the report.</translation>
    </message>
    <message>
        <source>Es la corrección de otro registro, que quedó anulado.</source>
        <translation>It corrects another record, which was voided.</translation>
    </message>
    <message>
        <source>Identificador: {id}</source>
        <translation>Identifier: {id}</translation>
    </message>
    <message>
        <source>Importado el {when}, de la línea {line} del archivo con el código {name}.</source>
        <translation>Imported on {when}, from line {line} of the file with the code {name}.</translation>
    </message>
    <message>
        <source>No se puede explicar: con el modelo {name}, estos valores dan otro resultado. Avise a la persona encargada.</source>
        <translation>It cannot be explained: with the model {name}, these values give another result. Tell the person in charge.</translation>
    </message>
    <message>
        <source>No se puede explicar: el registro no dice con qué modelo se hizo.</source>
        <translation>It cannot be explained: the record does not say by which model it was made.</translation>
    </message>
    <message>
        <source>No se puede explicar: se hizo con el modelo {name}, que no está en este computador.</source>
        <translation>It cannot be explained: it was made by the model {name}, which is not on this computer.</translation>
    </message>
    <message>
        <source>No se puede explicar: sus valores están fuera de lo que el programa acepta.</source>
        <translation>It cannot be explained: its values are outside what the program accepts.</translation>
    </message>
    <message>
        <source>Para deshacer esa importación: menú de la fila, en Registros (clic derecho o tecla Menú).</source>
        <translation>To undo that import: menu of the row, in Records (right click or the Menu key).</translation>
    </message>
    <message>
        <source>Puntaje: {score}</source>
        <translation>Score: {score}</translation>
    </message>
    <message>
        <source>Registro</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>Registro del {when}</source>
        <translation>Record of {when}</translation>
    </message>
    <message>
        <source>Vino de otro archivo o programa.</source>
        <translation>It came from another file or program.</translation>
    </message>
</context>
<context>
    <name>Dhis2Dialog</name>
    <message>
        <source>&amp;Guardar archivo…</source>
        <translation>&amp;Save file…</translation>
    </message>
    <message>
        <source>C&amp;ancelar</source>
        <translation>C&amp;ancel</translation>
    </message>
    <message>
        <source>Conjunto de datos:</source>
        <translation>Data set:</translation>
    </message>
    <message>
        <source>Dos categorías tienen el mismo código.</source>
        <translation>Two categories have the same code.</translation>
    </message>
    <message>
        <source>Falta el conjunto de datos.</source>
        <translation>The data set is missing.</translation>
    </message>
    <message>
        <source>Falta el código de al menos una categoría o del total.</source>
        <translation>The code of at least one category, or of the total, is missing.</translation>
    </message>
    <message>
        <source>Falta la unidad organizativa.</source>
        <translation>The organisation unit is missing.</translation>
    </message>
    <message>
        <source>Lo escrito es:</source>
        <translation>What is typed is:</translation>
    </message>
    <message>
        <source>Los códigos los da quien administra DHIS2; se escriben una sola vez. Lo que queda vacío no se envía.</source>
        <translation>Whoever runs DHIS2 gives you the codes; they are typed only once. What is left blank is not sent.</translation>
    </message>
    <message>
        <source>Periodo:</source>
        <translation>Period:</translation>
    </message>
    <message>
        <source>Se envía:</source>
        <translation>Sent:</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Unidad organizativa:</source>
        <translation>Organisation unit:</translation>
    </message>
    <message>
        <source>Valores para DHIS2</source>
        <translation>Values for DHIS2</translation>
    </message>
    <message>
        <source>cada mes</source>
        <translation>every month</translation>
    </message>
    <message>
        <source>cada semana</source>
        <translation>every week</translation>
    </message>
    <message>
        <source>códigos (CODE)</source>
        <translation>codes (CODE)</translation>
    </message>
    <message>
        <source>identificadores (UID)</source>
        <translation>identifiers (UID)</translation>
    </message>
</context>
<context>
    <name>Dhis2Export</name>
    <message>
        <source>Guardar los valores para DHIS2</source>
        <translation>Save the values for DHIS2</translation>
    </message>
    <message>
        <source>Valores para DHIS2</source>
        <translation>Values for DHIS2</translation>
    </message>
    <message>
        <source>Valores para DHIS2 ({period}) guardados en {path}</source>
        <translation>Values for DHIS2 ({period}) saved to {path}</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>&amp;Cancelar</source>
        <translation>&amp;Cancel</translation>
    </message>
    <message>
        <source>&amp;Cerrar</source>
        <translation>&amp;Close</translation>
    </message>
    <message>
        <source>&amp;Conservar</source>
        <translation>&amp;Keep</translation>
    </message>
    <message>
        <source>&amp;Descartar</source>
        <translation>&amp;Discard</translation>
    </message>
    <message>
        <source>&amp;Descartar y cerrar</source>
        <translation>&amp;Discard and close</translation>
    </message>
    <message>
        <source>&amp;Deshacer la importación</source>
        <translation>&amp;Undo the import</translation>
    </message>
    <message>
        <source>&amp;Reintentar</source>
        <translation>&amp;Retry</translation>
    </message>
    <message>
        <source>&amp;Restaurar</source>
        <translation>&amp;Restore</translation>
    </message>
    <message>
        <source>&amp;Seguir esperando</source>
        <translation>&amp;Keep waiting</translation>
    </message>
    <message>
        <source>La última lectura no está guardada</source>
        <translation>The last reading is not saved</translation>
    </message>
    <message>
        <source>La última lectura no está guardada. Si la descarta, se pierde.</source>
        <translation>The last reading is not saved. If you discard it, it is lost.</translation>
    </message>
    <message>
        <source>Se agrega lo que falta; nada de lo que hay aquí se cambia ni se borra.</source>
        <translation>What is missing is added; nothing that is here is changed or deleted.</translation>
    </message>
    <message>
        <source>Si cierra ahora, esa lectura se pierde. Puede intentar guardarla otra vez.</source>
        <translation>If you close now, that reading is lost. You can try to save it again.</translation>
    </message>
    <message>
        <source>Todo lo de esta copia ya está aquí</source>
        <translation>All of this backup is here already</translation>
    </message>
    <message>
        <source>Todos los registros que vinieron de ese archivo quedan anulados y no cuentan. No se borran: si importa el mismo archivo otra vez, cuentan de nuevo.</source>
        <translation>All records that came from that file are voided and do not count. They are not deleted: if you import the same file again, they count once more.</translation>
    </message>
    <message>
        <source>¿Descartar la lectura?</source>
        <translation>Discard the reading?</translation>
    </message>
    <message>
        <source>¿Deshacer la importación completa?</source>
        <translation>Undo the whole import?</translation>
    </message>
    <message>
        <source>¿Restaurar esta copia?</source>
        <translation>Restore this backup?</translation>
    </message>
</context>
<context>
    <name>DistrictKeyChange</name>
    <message>
        <source>Esa clave ya está instalada: {fingerprint}.</source>
        <translation>That key is installed already: {fingerprint}.</translation>
    </message>
    <message>
        <source>La clave del distrito no se instaló. {reason}</source>
        <translation>The district&apos;s key was not installed. {reason}</translation>
    </message>
    <message>
        <source>La clave del distrito quedó instalada: {fingerprint}. Ya puede recibir sus respuestas (Ctrl+D).</source>
        <translation>The district&apos;s key is installed: {fingerprint}. Its answers can be received now (Ctrl+D).</translation>
    </message>
</context>
<context>
    <name>DistrictKeyDialog</name>
    <message>
        <source>&amp;Cancelar</source>
        <translation>&amp;Cancel</translation>
    </message>
    <message>
        <source>&amp;Huella que le dio el distrito:</source>
        <translation>&amp;Fingerprint that the district gave you:</translation>
    </message>
    <message>
        <source>&amp;Instalar</source>
        <translation>&amp;Install</translation>
    </message>
    <message>
        <source>Clave del distrito</source>
        <translation>District key</translation>
    </message>
    <message>
        <source>Con esta clave se comprueba que las respuestas son de su distrito. Escriba la huella que el distrito le dio en persona o por teléfono: debe ser la de este archivo.</source>
        <translation>With this key the program checks that answers are your district&apos;s. Type the fingerprint that the district gave you in person or by phone: it must be that of this file.</translation>
    </message>
    <message>
        <source>Faltan caracteres.</source>
        <translation>Characters are missing.</translation>
    </message>
    <message>
        <source>Huella de &amp;antes:</source>
        <translation>For&amp;mer fingerprint:</translation>
    </message>
    <message>
        <source>Huella de este archivo: {fingerprint}</source>
        <translation>Fingerprint of this file: {fingerprint}</translation>
    </message>
    <message>
        <source>La huella corresponde.</source>
        <translation>The fingerprint matches.</translation>
    </message>
    <message>
        <source>Las huellas corresponden.</source>
        <translation>The fingerprints match.</translation>
    </message>
    <message>
        <source>No corresponde: no instale esta clave. Avise al distrito.</source>
        <translation>It does not match: do not install this key. Tell the district.</translation>
    </message>
    <message>
        <source>Ya hay una clave del distrito. Para cambiarla, escriba las dos huellas que el distrito le dio en persona: la de antes y la nueva. Si no le avisaron del cambio, cancele.</source>
        <translation>There is a key of the district already. To change it, type both fingerprints that the district gave you in person: the former and the new one. If you were not told of a change, cancel.</translation>
    </message>
    <message>
        <source>¿Es la clave de su distrito?</source>
        <translation>Is this your district&apos;s key?</translation>
    </message>
</context>
<context>
    <name>EmptyResult</name>
    <message>
        <source>Aquí aparecerá el resultado</source>
        <translation>The result will appear here</translation>
    </message>
    <message>
        <source>Escriba los tres signos vitales y presione Enter. Verá la categoría, el puntaje y lo que sumó cada signo.</source>
        <translation>Type the three vital signs and press Enter. You will see the category, the score and what each sign added.</translation>
    </message>
    <message>
        <source>Signo de alarma: un signo vital que por sí solo suma {points} puntos o más.</source>
        <translation>Warning sign: a vital sign that adds {points} points or more by itself.</translation>
    </message>
    <message>
        <source>{category}: puntaje {scores}</source>
        <translation>{category}: score {scores}</translation>
    </message>
</context>
<context>
    <name>EntryForm</name>
    <message>
        <source>Corregir</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>Corregir el de {time}</source>
        <translation>Correct that of {time}</translation>
    </message>
    <message>
        <source>Corrige el de las {time}. Esc lo deja como estaba.</source>
        <translation>Correcting that of {time}. Esc leaves it as it was.</translation>
    </message>
    <message>
        <source>Corrija: {vitals}.</source>
        <translation>Check: {vitals}.</translation>
    </message>
    <message>
        <source>Enter avanza · Esc limpia · Ctrl+2 reporte</source>
        <translation>Enter moves on · Esc clears · Ctrl+2 report</translation>
    </message>
    <message>
        <source>Enter avanza · Esc lo deja como estaba</source>
        <translation>Enter moves on · Esc leaves it as it was</translation>
    </message>
    <message>
        <source>Escriba los signos vitales del siguiente paciente.</source>
        <translation>Type the next patient&apos;s vital signs.</translation>
    </message>
    <message>
        <source>Esta lectura no está guardada.</source>
        <translation>This reading is not saved.</translation>
    </message>
    <message>
        <source>Falta: {vitals}.</source>
        <translation>Missing: {vitals}.</translation>
    </message>
    <message>
        <source>Faltan los tres signos vitales.</source>
        <translation>All three vital signs are missing.</translation>
    </message>
    <message>
        <source>Faltan: {vitals}.</source>
        <translation>Missing: {vitals}.</translation>
    </message>
    <message>
        <source>Por confirmar: {vitals}.</source>
        <translation>To confirm: {vitals}.</translation>
    </message>
    <message>
        <source>Predecir</source>
        <translation>Predict</translation>
    </message>
    <message>
        <source>Signos vitales</source>
        <translation>Vital signs</translation>
    </message>
</context>
<context>
    <name>EstablishmentChange</name>
    <message>
        <source>El código o el nombre tienen caracteres que no se pueden usar. No se cambió nada.</source>
        <translation>The code or the name has characters that cannot be used. Nothing was changed.</translation>
    </message>
    <message>
        <source>El establecimiento no se guardó. {reason}</source>
        <translation>The establishment was not saved. {reason}</translation>
    </message>
    <message>
        <source>Los reportes y las copias llevan desde ahora el código y el nombre del establecimiento.</source>
        <translation>Reports and backups carry code and name of the establishment from now on.</translation>
    </message>
    <message>
        <source>Los reportes ya no llevan código ni nombre del establecimiento.</source>
        <translation>Reports carry no code or name of the establishment any more.</translation>
    </message>
</context>
<context>
    <name>EstablishmentDialog</name>
    <message>
        <source>&amp;Código:</source>
        <translation>&amp;Code:</translation>
    </message>
    <message>
        <source>&amp;Guardar</source>
        <translation>&amp;Save</translation>
    </message>
    <message>
        <source>&amp;Nombre:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>C&amp;ancelar</source>
        <translation>C&amp;ancel</translation>
    </message>
    <message>
        <source>Código</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Establecimiento</source>
        <translation>Establishment</translation>
    </message>
    <message>
        <source>Nombre</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Salen en el reporte impreso, en el PDF, en el CSV y en las copias de seguridad. Pueden quedar vacíos. No escriba aquí datos de pacientes.</source>
        <translation>They appear on the printed report, in the PDF, in the CSV and in backups. They may stay blank. Do not write patient data here.</translation>
    </message>
</context>
<context>
    <name>ExportFileDialog</name>
    <message>
        <source>&amp;Guardar</source>
        <translation>&amp;Save</translation>
    </message>
</context>
<context>
    <name>ExportFlow</name>
    <message numerus="yes">
        <source>%Ln registros ({period}) exportados a {path}</source>
        <translation>
            <numerusform>%Ln record ({period}) exported to {path}</numerusform>
            <numerusform>%Ln records ({period}) exported to {path}</numerusform>
        </translation>
    </message>
    <message>
        <source>El archivo anterior sigue como estaba.</source>
        <translation>The old file is as it was.</translation>
    </message>
    <message>
        <source>Exportación cancelada. No se escribió ningún archivo.</source>
        <translation>Export cancelled. No file was written.</translation>
    </message>
    <message>
        <source>Exportar: {period}</source>
        <translation>Export: {period}</translation>
    </message>
    <message>
        <source>Imprimir: {period}</source>
        <translation>Print: {period}</translation>
    </message>
    <message>
        <source>No se exportó nada: los registros no se pueden leer. {reason}</source>
        <translation>Nothing was exported: the records cannot be read. {reason}</translation>
    </message>
    <message>
        <source>No se pudo exportar a {path}. {reason}</source>
        <translation>Could not export to {path}. {reason}</translation>
    </message>
    <message>
        <source>No se pudo imprimir. Revise que la impresora esté encendida y conectada.</source>
        <translation>Could not print. Check that the printer is on and connected.</translation>
    </message>
    <message>
        <source>Registros ({period}) exportados como FHIR a {path}</source>
        <translation>Records ({period}) exported as FHIR to {path}</translation>
    </message>
    <message>
        <source>Registros CSV</source>
        <translation>Records as CSV</translation>
    </message>
    <message>
        <source>Registros FHIR</source>
        <translation>Records as FHIR</translation>
    </message>
    <message>
        <source>Reporte ({period}) enviado a la impresora {name}.</source>
        <translation>Report ({period}) sent to the printer {name}.</translation>
    </message>
    <message>
        <source>Reporte ({period}) exportado a {path}</source>
        <translation>Report ({period}) exported to {path}</translation>
    </message>
    <message>
        <source>Reporte CSV</source>
        <translation>Report as CSV</translation>
    </message>
    <message>
        <source>Reporte JSON</source>
        <translation>Report as JSON</translation>
    </message>
    <message>
        <source>Reporte PDF</source>
        <translation>Report as PDF</translation>
    </message>
    <message>
        <source>Ya hay una exportación en curso.</source>
        <translation>An export is already under way.</translation>
    </message>
    <message>
        <source>registros</source>
        <translation>records</translation>
    </message>
    <message>
        <source>reporte</source>
        <translation>report</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>&amp;Cancelar</source>
        <translation>&amp;Cancel</translation>
    </message>
    <message>
        <source>&amp;Formato:</source>
        <translation>&amp;Format:</translation>
    </message>
    <message>
        <source>&amp;Nombre:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>Buscar en:</source>
        <translation>Look in:</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>&amp;Ir a un día…</source>
        <translation>&amp;Go to a day…</translation>
    </message>
    <message>
        <source>Anulados</source>
        <translation>Voided records</translation>
    </message>
    <message>
        <source>Categoría</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Con anulados</source>
        <translation>With voided</translation>
    </message>
    <message>
        <source>Con criterio clínico</source>
        <translation>With a judgement</translation>
    </message>
    <message>
        <source>Con signo de alarma</source>
        <translation>With a warning sign</translation>
    </message>
    <message>
        <source>Con y sin alarma</source>
        <translation>Warning sign or not</translation>
    </message>
    <message>
        <source>Con y sin criterio</source>
        <translation>Judged or not</translation>
    </message>
    <message>
        <source>Criterio clínico</source>
        <translation>Clinical judgement</translation>
    </message>
    <message>
        <source>Criterio distinto del resultado</source>
        <translation>Judged differently from the result</translation>
    </message>
    <message>
        <source>Más antiguos primero</source>
        <translation>Oldest first</translation>
    </message>
    <message>
        <source>Más recientes primero</source>
        <translation>Newest first</translation>
    </message>
    <message>
        <source>Orden</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Signo de alarma</source>
        <translation>Warning sign</translation>
    </message>
    <message>
        <source>Sin anulados</source>
        <translation>Without voided</translation>
    </message>
    <message>
        <source>Sin criterio clínico</source>
        <translation>Without a judgement</translation>
    </message>
    <message>
        <source>Sin signo de alarma</source>
        <translation>Without a warning sign</translation>
    </message>
    <message>
        <source>Solo anulados</source>
        <translation>Only voided</translation>
    </message>
    <message>
        <source>Todas las categorías</source>
        <translation>All categories</translation>
    </message>
    <message>
        <source>{name}: de mayor a menor</source>
        <translation>{name}: highest first</translation>
    </message>
    <message>
        <source>{name}: de menor a mayor</source>
        <translation>{name}: lowest first</translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message>
        <source>Cancelando…</source>
        <translation>Cancelling…</translation>
    </message>
    <message>
        <source>Comparando los modelos…</source>
        <translation>Comparing the models…</translation>
    </message>
    <message>
        <source>Deshaciendo la importación…</source>
        <translation>Undoing the import…</translation>
    </message>
    <message>
        <source>Exportando…</source>
        <translation>Exporting…</translation>
    </message>
    <message>
        <source>Haciendo la copia de seguridad…</source>
        <translation>Writing the backup…</translation>
    </message>
    <message>
        <source>Importando…</source>
        <translation>Importing…</translation>
    </message>
    <message>
        <source>Leyendo el archivo…</source>
        <translation>Reading the file…</translation>
    </message>
    <message>
        <source>Leyendo la copia…</source>
        <translation>Reading the backup…</translation>
    </message>
    <message>
        <source>Probando la importación…</source>
        <translation>Trying the import…</translation>
    </message>
    <message>
        <source>Restaurando…</source>
        <translation>Restoring…</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>&amp;Buscar:</source>
        <translation>&amp;Find:</translation>
    </message>
    <message>
        <source>Buscar &amp;siguiente</source>
        <translation>Find &amp;next</translation>
    </message>
    <message>
        <source>Buscar en la guía</source>
        <translation>Find in the guide</translation>
    </message>
    <message>
        <source>Guía</source>
        <translation>Guide</translation>
    </message>
    <message>
        <source>Guía de Predictor Médico</source>
        <translation>Predictor Médico: user guide</translation>
    </message>
    <message>
        <source>No se encontró</source>
        <translation>Not found</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%Ln anulaciones o criterios que vienen con ellos</source>
        <translation>
            <numerusform>%Ln voiding or judgement that comes with them</numerusform>
            <numerusform>%Ln voidings or judgements that come with them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln anulados que contarán otra vez</source>
        <translation>
            <numerusform>%Ln voided that will count again</numerusform>
            <numerusform>%Ln voided that will count again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln filas rechazadas</source>
        <translation>
            <numerusform>%Ln row refused</numerusform>
            <numerusform>%Ln rows refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rechazadas, marcadas con ▲.</source>
        <translation>
            <numerusform>%Ln refused, marked with ▲.</numerusform>
            <numerusform>%Ln refused, marked with ▲.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros nuevos</source>
        <translation>
            <numerusform>%Ln new record</numerusform>
            <numerusform>%Ln new records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ya están aquí</source>
        <translation>
            <numerusform>%Ln is here already</numerusform>
            <numerusform>%Ln are here already</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Atrás</source>
        <translation>&amp;Back</translation>
    </message>
    <message>
        <source>&amp;Cancelar</source>
        <translation>&amp;Cancel</translation>
    </message>
    <message>
        <source>&amp;Guardar rechazadas…</source>
        <translation>&amp;Save refused…</translation>
    </message>
    <message>
        <source>&amp;Importar</source>
        <translation>&amp;Import</translation>
    </message>
    <message>
        <source>&amp;Siguiente</source>
        <translation>&amp;Next</translation>
    </message>
    <message>
        <source>El archivo no tiene nada nuevo que importar.</source>
        <translation>The file has nothing new to import.</translation>
    </message>
    <message>
        <source>El archivo no tiene ninguna fila.</source>
        <translation>The file has no rows.</translation>
    </message>
    <message>
        <source>Filas rechazadas en {path}</source>
        <translation>Refused rows in {path}</translation>
    </message>
    <message>
        <source>Guardar las filas rechazadas</source>
        <translation>Save the refused rows</translation>
    </message>
    <message>
        <source>Hasta ahora no se cambió nada. Presione Importar para agregarlos.</source>
        <translation>Nothing has changed so far. Press Import to add them.</translation>
    </message>
    <message>
        <source>Importar, paso {step} de 3: {name}</source>
        <translation>Import, step {step} of 3: {name}</translation>
    </message>
    <message>
        <source>No se guardó {path}. {reason}</source>
        <translation>{path} was not saved. {reason}</translation>
    </message>
    <message numerus="yes">
        <source>Primeras %Ln filas: así se leen.</source>
        <translation>
            <numerusform>%Ln row, as it is read.</numerusform>
            <numerusform>First %Ln rows, as they are read.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tabla</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>cómo se lee el archivo</source>
        <translation>how the file is read</translation>
    </message>
    <message>
        <source>la prueba</source>
        <translation>the dry run</translation>
    </message>
    <message>
        <source>rechazadas</source>
        <translation>refused</translation>
    </message>
</context>
<context>
    <name>ImportFlow</name>
    <message numerus="yes">
        <source>%Ln anulados cuentan otra vez.</source>
        <translation>
            <numerusform>%Ln voided one counts again.</numerusform>
            <numerusform>%Ln voided ones count again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln filas rechazadas.</source>
        <translation>
            <numerusform>%Ln row was refused.</numerusform>
            <numerusform>%Ln rows were refused.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ya estaban.</source>
        <translation>
            <numerusform>%Ln was here already.</numerusform>
            <numerusform>%Ln were here already.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelado.</source>
        <translation>Cancelled.</translation>
    </message>
    <message numerus="yes">
        <source>Importación deshecha: %Ln registros anulados. No se borraron.</source>
        <translation>
            <numerusform>Import undone: %Ln record voided. It was not deleted.</numerusform>
            <numerusform>Import undone: %Ln records voided. They were not deleted.</numerusform>
        </translation>
    </message>
    <message>
        <source>La importación ya estaba deshecha: ningún registro suyo contaba.</source>
        <translation>The import was undone already: none of its records counted.</translation>
    </message>
    <message>
        <source>No se cambió nada. {reason}</source>
        <translation>Nothing was changed. {reason}</translation>
    </message>
    <message>
        <source>No se importó nada nuevo.</source>
        <translation>Nothing new was imported.</translation>
    </message>
    <message>
        <source>No se terminó. {reason}</source>
        <translation>It did not finish. {reason}</translation>
    </message>
    <message>
        <source>Puede deshacer la importación otra vez para terminar.</source>
        <translation>You can undo the import again to finish.</translation>
    </message>
    <message>
        <source>Puede importar el mismo archivo otra vez: nada se repite.</source>
        <translation>You can import the same file again: nothing is repeated.</translation>
    </message>
    <message numerus="yes">
        <source>Se importaron %Ln registros.</source>
        <translation>
            <numerusform>%Ln record was imported.</numerusform>
            <numerusform>%Ln records were imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportForm</name>
    <message>
        <source>&amp;Redondear fracciones</source>
        <translation>&amp;Round fractions</translation>
    </message>
    <message>
        <source>(ninguna)</source>
        <translation>(none)</translation>
    </message>
    <message>
        <source>Cada fila es:</source>
        <translation>Each row is:</translation>
    </message>
    <message>
        <source>Codificación:</source>
        <translation>Encoding:</translation>
    </message>
    <message>
        <source>Líneas de encabezado:</source>
        <translation>Heading lines:</translation>
    </message>
    <message>
        <source>Orden de las fechas:</source>
        <translation>Order of dates:</translation>
    </message>
    <message>
        <source>Separador:</source>
        <translation>Separator:</translation>
    </message>
    <message>
        <source>Signo decimal:</source>
        <translation>Decimal sign:</translation>
    </message>
    <message>
        <source>Unidad de la temperatura:</source>
        <translation>Unit of temperature:</translation>
    </message>
    <message>
        <source>automático</source>
        <translation>automatic</translation>
    </message>
    <message>
        <source>automático: {found}</source>
        <translation>automatic: {found}</translation>
    </message>
    <message>
        <source>año, mes, día</source>
        <translation>year, month, day</translation>
    </message>
    <message>
        <source>barra vertical</source>
        <translation>vertical bar</translation>
    </message>
    <message>
        <source>coma</source>
        <translation>comma</translation>
    </message>
    <message>
        <source>día, mes, año</source>
        <translation>day, month, year</translation>
    </message>
    <message>
        <source>mes, día, año</source>
        <translation>month, day, year</translation>
    </message>
    <message>
        <source>punto</source>
        <translation>point</translation>
    </message>
    <message>
        <source>punto y coma</source>
        <translation>semicolon</translation>
    </message>
    <message>
        <source>tabulador</source>
        <translation>tab</translation>
    </message>
    <message>
        <source>un paciente</source>
        <translation>a patient</translation>
    </message>
    <message>
        <source>una observación</source>
        <translation>an observation</translation>
    </message>
</context>
<context>
    <name>ImportTable</name>
    <message>
        <source>Fecha</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Fila</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>Fila {row}</source>
        <translation>Row {row}</translation>
    </message>
    <message>
        <source>Motivo</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Vista previa: primeras 100 filas</source>
        <translation>Preview: first 100 rows</translation>
    </message>
</context>
<context>
    <name>IncomingDialog</name>
    <message>
        <source>&amp;Siguiente</source>
        <translation>Ne&amp;xt</translation>
    </message>
    <message>
        <source>CSV, HL7, FHIR o registros</source>
        <translation>CSV, HL7, FHIR or records</translation>
    </message>
    <message>
        <source>Importar, paso 1 de 3: el archivo</source>
        <translation>Import, step 1 of 3: the file</translation>
    </message>
    <message>
        <source>Todos</source>
        <translation>All</translation>
    </message>
</context>
<context>
    <name>Judgement</name>
    <message>
        <source>No se guardó su criterio. {reason}</source>
        <translation>Your judgement was not saved. {reason}</translation>
    </message>
    <message>
        <source>No se guardó su criterio: el archivo de registros cambió. Puede darlo en Registros.</source>
        <translation>Your judgement was not saved: the records file has changed. You can give it in Records.</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>&amp;Siguiente</source>
        <translation>Ne&amp;xt</translation>
    </message>
    <message>
        <source>Clave pública</source>
        <translation>Public key</translation>
    </message>
    <message>
        <source>Escoger la clave del distrito</source>
        <translation>Choose the district&apos;s key</translation>
    </message>
    <message>
        <source>Todos</source>
        <translation>All</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message numerus="yes">
        <source>%Ln anulaciones anteriores ya no están en la carpeta de datos.</source>
        <translation>
            <numerusform>%Ln earlier voiding is not in the data folder any more.</numerusform>
            <numerusform>%Ln earlier voidings are not in the data folder any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln anulaciones son nuevas.</source>
        <translation>
            <numerusform>%Ln voiding is new.</numerusform>
            <numerusform>%Ln voidings are new.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cambios de modelo anteriores ya no están en la carpeta de datos.</source>
        <translation>
            <numerusform>%Ln earlier change of model is no longer in the data folder.</numerusform>
            <numerusform>%Ln earlier changes of model are no longer in the data folder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln criterios anteriores ya no están en la carpeta de datos.</source>
        <translation>
            <numerusform>%Ln earlier judgement is no longer in the data folder.</numerusform>
            <numerusform>%Ln earlier judgements are no longer in the data folder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln criterios son nuevos.</source>
        <translation>
            <numerusform>%Ln judgement is new.</numerusform>
            <numerusform>%Ln judgements are new.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln encontrados, de {predictions}</source>
        <translation>
            <numerusform>%Ln found, of {predictions}</numerusform>
            <numerusform>%Ln found, of {predictions}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln líneas dañadas no se tomarán.</source>
        <translation>
            <numerusform>%Ln damaged line will not be taken.</numerusform>
            <numerusform>%Ln damaged lines will not be taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln líneas de las anulaciones están dañadas.</source>
        <translation>
            <numerusform>%Ln line of the voidings is damaged.</numerusform>
            <numerusform>%Ln lines of the voidings are damaged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln líneas de los criterios están dañadas.</source>
        <translation>
            <numerusform>%Ln line of the judgements is damaged.</numerusform>
            <numerusform>%Ln lines of the judgements are damaged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln líneas del archivo de registros están dañadas.</source>
        <translation>
            <numerusform>%Ln line of the records file is damaged.</numerusform>
            <numerusform>%Ln lines of the records file are damaged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln líneas del historial de modelos están dañadas.</source>
        <translation>
            <numerusform>%Ln line of the models&apos; history is damaged.</numerusform>
            <numerusform>%Ln lines of the models&apos; history are damaged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln predicciones</source>
        <translation>
            <numerusform>%Ln prediction</numerusform>
            <numerusform>%Ln predictions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros anteriores ya no están en la carpeta de datos.</source>
        <translation>
            <numerusform>%Ln earlier record is not in the data folder any more.</numerusform>
            <numerusform>%Ln earlier records are not in the data folder any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros anulados cuentan otra vez.</source>
        <translation>
            <numerusform>%Ln voided record counts again.</numerusform>
            <numerusform>%Ln voided records count again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros quedaron anulados.</source>
        <translation>
            <numerusform>%Ln record is now voided.</numerusform>
            <numerusform>%Ln records are now voided.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros quedaron con criterio.</source>
        <translation>
            <numerusform>%Ln record now has a judgement.</numerusform>
            <numerusform>%Ln records now have a judgement.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros quedaron sin criterio.</source>
        <translation>
            <numerusform>%Ln record now has no judgement.</numerusform>
            <numerusform>%Ln records now have no judgement.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros son nuevos.</source>
        <translation>
            <numerusform>%Ln record is new.</numerusform>
            <numerusform>%Ln records are new.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros tienen otros datos aquí: valen los de aquí.</source>
        <translation>
            <numerusform>%Ln record has other data here: that here holds.</numerusform>
            <numerusform>%Ln records have other data here: those here hold.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros ya están aquí.</source>
        <translation>
            <numerusform>%Ln record is here already.</numerusform>
            <numerusform>%Ln records are here already.</numerusform>
        </translation>
    </message>
    <message>
        <source>30 días</source>
        <translation>30 days</translation>
    </message>
    <message>
        <source>30-dias</source>
        <comment>file name</comment>
        <translation>30-days</translation>
    </message>
    <message>
        <source>7 días</source>
        <translation>7 days</translation>
    </message>
    <message>
        <source>7-dias</source>
        <comment>file name</comment>
        <translation>7-days</translation>
    </message>
    <message>
        <source>A  Aguda</source>
        <translation>A  Acute</translation>
    </message>
    <message>
        <source>Algunos registros anulados pueden contar otra vez en el reporte. Nada se borró. Avise a la persona encargada.</source>
        <translation>Some voided records may count in the report again. Nothing was deleted. Tell the person in charge.</translation>
    </message>
    <message>
        <source>Antes de {name} no hubo otro modelo en uso.</source>
        <translation>No other model was in use before {name}.</translation>
    </message>
    <message>
        <source>Anulado por</source>
        <translation>Voided as</translation>
    </message>
    <message>
        <source>Aquí aún no hay registros con los que compararlo.</source>
        <translation>There are no records here yet to compare it with.</translation>
    </message>
    <message>
        <source>Archivo de registros de este programa</source>
        <translation>Records file of this program</translation>
    </message>
    <message>
        <source>Avise a la persona encargada y presione Reintentar.</source>
        <translation>Tell the person in charge, then press Retry.</translation>
    </message>
    <message>
        <source>Aún no alcanzan: las cifras necesitan {least} criterios dados antes de ver el resultado.</source>
        <translation>Not enough yet: the figures need {least} judgements given before the result was seen.</translation>
    </message>
    <message>
        <source>C  Crónica</source>
        <translation>C  Chronic</translation>
    </message>
    <message>
        <source>Categoría</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Cierre el otro programa y presione Reintentar.</source>
        <translation>Close the other program, then press Retry.</translation>
    </message>
    <message>
        <source>Clave de la fila</source>
        <translation>Key of the row</translation>
    </message>
    <message>
        <source>Coinciden: {value} (entre {low} y {high}, con 95 % de confianza).</source>
        <translation>They agree: {value} (between {low} and {high}, with 95% confidence).</translation>
    </message>
    <message>
        <source>Con signo de alarma</source>
        <translation>With a warning sign</translation>
    </message>
    <message>
        <source>Concordancia con los {number} criterios a ciegas de aquí (kappa): ahora {before}; con el otro {after}.</source>
        <translation>Agreement with the {number} blind judgements given here (kappa): now {before}; with the other {after}.</translation>
    </message>
    <message>
        <source>Conecte de nuevo el disco y presione Reintentar.</source>
        <translation>Connect the disk again, then press Retry.</translation>
    </message>
    <message>
        <source>Criterios a ciegas de aquí: {number}. Aún no alcanzan para comparar la concordancia.</source>
        <translation>Blind judgements given here: {number}. Too few yet to compare the agreement.</translation>
    </message>
    <message>
        <source>Código o nombre del signo</source>
        <translation>Code or name of the sign</translation>
    </message>
    <message>
        <source>D  Medición dudosa</source>
        <translation>D  Doubtful measurement</translation>
    </message>
    <message>
        <source>De los últimos {total} registros de aquí, {changed} tendrían otra categoría.</source>
        <translation>Of the last {total} records here, {changed} would have another category.</translation>
    </message>
    <message>
        <source>Decían qué criterio se dio de un registro; ya no se tienen en cuenta. Nada se borró. Muéstrelas a la persona encargada.</source>
        <translation>They said how a record was judged; they are no longer taken into account. Nothing was deleted. Show them to the person in charge.</translation>
    </message>
    <message>
        <source>Decían qué modelo se instaló o se activó; ya no se tienen en cuenta. Nada se borró. Muéstrelas a la persona encargada.</source>
        <translation>They said which model was installed or put in use; they are no longer taken into account. Nothing was deleted. Show them to the person in charge.</translation>
    </message>
    <message>
        <source>Decían qué registros se anularon o se restablecieron; ya no se tienen en cuenta. Nada se borró. Muéstrelas a la persona encargada.</source>
        <translation>They said which records were voided or reinstated; they are no longer taken into account. Nothing was deleted. Show them to the person in charge.</translation>
    </message>
    <message>
        <source>Desde</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Desde el {day}</source>
        <translation>Since {day}</translation>
    </message>
    <message>
        <source>Difiere por: {reason}. La misma letra quita la razón; otra la cambia.</source>
        <translation>It differs because of: {reason}. The same letter takes the reason back; another one changes it.</translation>
    </message>
    <message>
        <source>El acuse del distrito no corresponde a los registros de aquí. Avise a la persona encargada.</source>
        <translation>The district&apos;s receipt does not match the records here. Tell the person in charge.</translation>
    </message>
    <message>
        <source>El archivo dice contener mucho más de lo que puede, y no se abrió.</source>
        <translation>The file claims to hold far more than it can, and was not opened.</translation>
    </message>
    <message>
        <source>El archivo está vacío.</source>
        <translation>The file is empty.</translation>
    </message>
    <message>
        <source>El archivo no es una clave pública del distrito. Escoja el que el distrito le dio.</source>
        <translation>The file is not a public key of the district. Choose the one that the district gave you.</translation>
    </message>
    <message>
        <source>El archivo no es una copia de seguridad de este programa.</source>
        <translation>The file is not a backup of this program.</translation>
    </message>
    <message>
        <source>El archivo no es una respuesta del distrito. El nombre de una empieza por «respuesta-».</source>
        <translation>The file is not an answer of the district. The name of one begins with “respuesta-”.</translation>
    </message>
    <message>
        <source>El archivo no tiene la columna {detail}.</source>
        <translation>The file has no column {detail}.</translation>
    </message>
    <message>
        <source>El archivo no tiene ninguna lectura.</source>
        <translation>The file has no readings.</translation>
    </message>
    <message>
        <source>El disco dio un error.</source>
        <translation>The disk reported an error.</translation>
    </message>
    <message>
        <source>El disco es de solo lectura.</source>
        <translation>The disk is read-only.</translation>
    </message>
    <message>
        <source>El disco está lleno.</source>
        <translation>The disk is full.</translation>
    </message>
    <message>
        <source>El modelo en uso puede no ser el acordado: mírelo en Modelo (Ctrl+4). El programa no borró nada. Avise a la persona encargada.</source>
        <translation>The model in use may not be the agreed one: look in Model (Ctrl+4). The program deleted nothing. Tell the person in charge.</translation>
    </message>
    <message>
        <source>El modelo en uso puede no ser el acordado: mírelo en Modelo (Ctrl+4). Nada se borró. Avise a la persona encargada.</source>
        <translation>The model in use may not be the agreed one: look in Model (Ctrl+4). Nothing was deleted. Tell the person in charge.</translation>
    </message>
    <message>
        <source>El modelo no se puede usar: {reason}</source>
        <translation>The model cannot be used: {reason}</translation>
    </message>
    <message>
        <source>El modelo {name} no está instalado.</source>
        <translation>The model {name} is not installed.</translation>
    </message>
    <message>
        <source>El modelo {name} ya está en uso.</source>
        <translation>The model {name} is in use already.</translation>
    </message>
    <message>
        <source>El nombre del archivo es demasiado largo.</source>
        <translation>The file&apos;s name is too long.</translation>
    </message>
    <message>
        <source>El registro es demasiado largo.</source>
        <translation>The record is too long.</translation>
    </message>
    <message>
        <source>El reporte cuenta solo lo que hay allí ahora. El programa no borró nada. Conecte de nuevo el disco o avise a la persona encargada.</source>
        <translation>The report counts only what is there now. The program deleted nothing. Connect the disk again, or tell the person in charge.</translation>
    </message>
    <message>
        <source>Enfermedad aguda</source>
        <translation>Acute illness</translation>
    </message>
    <message>
        <source>Enfermedad crónica</source>
        <translation>Chronic illness</translation>
    </message>
    <message>
        <source>Enfermedad leve</source>
        <translation>Mild illness</translation>
    </message>
    <message>
        <source>Enfermedad terminal</source>
        <translation>Terminal illness</translation>
    </message>
    <message>
        <source>Entregado al distrito hasta {when}: {records}.</source>
        <translation>Delivered to the district up to {when}: {records}.</translation>
    </message>
    <message>
        <source>Es demasiado grande para un solo recurso: pida NDJSON, un recurso por línea.</source>
        <translation>It is too large for a single resource: ask for NDJSON, one resource a line.</translation>
    </message>
    <message>
        <source>Es el archivo que se lee: escoja otro nombre.</source>
        <translation>It is the file that is read: choose another name.</translation>
    </message>
    <message>
        <source>Es más grande que una respuesta del distrito.</source>
        <translation>It is larger than an answer from the district.</translation>
    </message>
    <message>
        <source>Escriba una fecha, como {example}.</source>
        <translation>Type a date, such as {example}.</translation>
    </message>
    <message>
        <source>Ese disco no permite reservar la carpeta para un solo programa: los datos deben estar en otro.</source>
        <translation>That disk does not let one program reserve the folder: the data must be on another one.</translation>
    </message>
    <message>
        <source>Ese nombre es de un archivo propio del programa: escoja otro.</source>
        <translation>That name belongs to a file of the program itself: choose another.</translation>
    </message>
    <message>
        <source>Establecimiento</source>
        <translation>Establishment</translation>
    </message>
    <message>
        <source>Estas columnas pueden ser la misma: {detail}. Escoja cuál vale.</source>
        <translation>These columns may be the same: {detail}. Choose the one that counts.</translation>
    </message>
    <message>
        <source>Este es el que cuenta en las cifras.</source>
        <translation>This is the one that the figures count.</translation>
    </message>
    <message>
        <source>Este mes</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>FC</source>
        <comment>narrow column</comment>
        <translation>HR</translation>
    </message>
    <message>
        <source>Falta decir en qué columna está: {names}.</source>
        <translation>Choose the column of: {names}.</translation>
    </message>
    <message>
        <source>Falta la clave del distrito, con la que se comprueba la firma. Instálela con Archivo → Clave del distrito… (Ctrl+K).</source>
        <translation>The district&apos;s key is missing, by which the signature is checked. Install it with File → District key… (Ctrl+K).</translation>
    </message>
    <message>
        <source>Falta la fecha.</source>
        <translation>The date is missing.</translation>
    </message>
    <message>
        <source>Falta permiso en la carpeta {folder}.</source>
        <translation>No permission in the folder {folder}.</translation>
    </message>
    <message>
        <source>Faltan: {vitals}.</source>
        <translation>Missing: {vitals}.</translation>
    </message>
    <message>
        <source>Fecha</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Ficha del modelo</source>
        <translation>Model card</translation>
    </message>
    <message>
        <source>Fila {line}: {reason}</source>
        <translation>Row {line}: {reason}</translation>
    </message>
    <message>
        <source>Filtros</source>
        <translation>Filters</translation>
    </message>
    <message>
        <source>Frec. cardíaca</source>
        <comment>column</comment>
        <translation>Heart rate</translation>
    </message>
    <message>
        <source>Frecuencia cardíaca</source>
        <translation>Heart rate</translation>
    </message>
    <message>
        <source>Generado</source>
        <translation>Generated</translation>
    </message>
    <message>
        <source>Hasta</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Hasta el {day}</source>
        <translation>Until {day}</translation>
    </message>
    <message>
        <source>Hora</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Hoy</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Kappa, más allá del azar: {value} (entre {low} y {high}); 1 es coincidir siempre y 0, por azar.</source>
        <translation>Kappa, beyond chance: {value} (between {low} and {high}); 1 is always agreeing and 0 is by chance.</translation>
    </message>
    <message>
        <source>Kappa: no se puede calcular con una sola categoría.</source>
        <translation>Kappa: it cannot be computed with a single category.</translation>
    </message>
    <message>
        <source>L  Leve</source>
        <translation>M  Mild</translation>
    </message>
    <message>
        <source>La carpeta o el disco ya no están.</source>
        <translation>The folder or the disk is no longer there.</translation>
    </message>
    <message>
        <source>La copia es de una versión más nueva del programa: actualícelo primero.</source>
        <translation>The backup is from a newer version of the program: update this one first.</translation>
    </message>
    <message>
        <source>La copia está comprimida de una forma que no se puede leer, o tiene contraseña: comprímala otra vez como ZIP común.</source>
        <translation>The backup is compressed in a way that cannot be read, or has a password: compress it again as an ordinary ZIP.</translation>
    </message>
    <message>
        <source>La copia está incompleta o dañada.</source>
        <translation>The backup is incomplete or damaged.</translation>
    </message>
    <message>
        <source>La fecha está en el futuro.</source>
        <translation>The date is in the future.</translation>
    </message>
    <message>
        <source>La fecha no se puede leer con seguridad.</source>
        <translation>The date cannot be read with certainty.</translation>
    </message>
    <message>
        <source>La firma es de otra clave, no de la del distrito instalada aquí. Avise a la persona encargada.</source>
        <translation>It was signed with another key, not with the district&apos;s that is installed here. Tell the person in charge.</translation>
    </message>
    <message>
        <source>La firma no corresponde: la respuesta no es la que hizo el distrito.</source>
        <translation>The signature does not match: the answer is not the one that the district made.</translation>
    </message>
    <message>
        <source>La huella no es la que corresponde.</source>
        <translation>The fingerprint is not the right one.</translation>
    </message>
    <message>
        <source>La respuesta es de una versión más nueva del programa. Actualice este.</source>
        <translation>The answer is from a newer version of the program. Update this one.</translation>
    </message>
    <message>
        <source>La respuesta es para otro computador. Este recibe la suya después de entregar una copia de seguridad.</source>
        <translation>The answer is for another computer. This one gets its own after it has delivered a backup.</translation>
    </message>
    <message>
        <source>La respuesta está incompleta o cambiada. Cópiela otra vez a la memoria USB, sin abrirla ni comprimirla.</source>
        <translation>The answer is incomplete or changed. Copy it to the USB stick again, without opening or packing it.</translation>
    </message>
    <message>
        <source>La respuesta no está firmada.</source>
        <translation>The answer is not signed.</translation>
    </message>
    <message>
        <source>La variable {variable} debe tener la ruta completa de la carpeta de datos, y tiene «{given}». Avise a la persona encargada.</source>
        <translation>The variable {variable} must be the full path of the data folder, but is “{given}”. Tell the person in charge.</translation>
    </message>
    <message numerus="yes">
        <source>La última vez que se usó el programa el historial de modelos tenía %Ln cambios, y ahora tiene menos.</source>
        <translation>
            <numerusform>The last time the program was used the models&apos; history had %Ln change, and now it has not.</numerusform>
            <numerusform>The last time the program was used the models&apos; history had %Ln changes, and now it has fewer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>La última vez que se usó el programa había %Ln registros anulados, y ahora hay menos: los demás cuentan otra vez en el reporte.</source>
        <translation>
            <numerusform>The last time the program was used there was %Ln voided record, and now it counts in the report again.</numerusform>
            <numerusform>The last time the program was used there were %Ln voided records, and now there are fewer: the others count in the report again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>La última vez que se usó el programa había %Ln registros con criterio, y ahora hay menos.</source>
        <translation>
            <numerusform>The last time the program was used there was %Ln record with a judgement, and now there are fewer.</numerusform>
            <numerusform>The last time the program was used there were %Ln records with a judgement, and now there are fewer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>La última vez que se usó el programa había %Ln registros en la carpeta de datos, y ahora hay menos.</source>
        <translation>
            <numerusform>The last time the program was used there was %Ln record in the data folder, and now it is not there.</numerusform>
            <numerusform>The last time the program was used there were %Ln records in the data folder, and now there are fewer.</numerusform>
        </translation>
    </message>
    <message>
        <source>Las columnas escogidas no se entienden.</source>
        <translation>The chosen columns are not understood.</translation>
    </message>
    <message>
        <source>Las fechas de «{detail}» pueden ser día/mes o mes/día: escoja el orden.</source>
        <translation>The dates of “{detail}” can be day/month or month/day: choose the order.</translation>
    </message>
    <message>
        <source>Leyendo los registros…</source>
        <translation>Reading the records…</translation>
    </message>
    <message>
        <source>Libere espacio y presione Reintentar.</source>
        <translation>Free some space, then press Retry.</translation>
    </message>
    <message>
        <source>Los registros anulados pueden contar otra vez en el reporte. El programa no borró nada. Avise a la persona encargada.</source>
        <translation>The voided records may count in the report again. The program deleted nothing. Tell the person in charge.</translation>
    </message>
    <message>
        <source>Los registros están bien. El programa no borró nada. Avise a la persona encargada.</source>
        <translation>The records are fine. The program deleted nothing. Tell the person in charge.</translation>
    </message>
    <message>
        <source>Los registros están bien. Nada se borró. Avise a la persona encargada.</source>
        <translation>The records are fine. Nothing was deleted. Tell the person in charge.</translation>
    </message>
    <message>
        <source>Línea dañada.</source>
        <translation>Damaged line.</translation>
    </message>
    <message>
        <source>Mensajes HL7</source>
        <translation>HL7 messages</translation>
    </message>
    <message>
        <source>Modelo</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Modelo {name} {version} · {digest}</source>
        <translation>Model {name} {version} · {digest}</translation>
    </message>
    <message>
        <source>N  No enfermo</source>
        <translation>N  Not ill</translation>
    </message>
    <message>
        <source>Nada se borró y los demás registros están bien. Avise a la persona encargada.</source>
        <translation>Nothing was deleted, and the other records are fine. Tell the person in charge.</translation>
    </message>
    <message>
        <source>Nada se borró y los demás registros están bien. Muéstrelas a la persona encargada.</source>
        <translation>Nothing was deleted, and the other records are fine. Show them to the person in charge.</translation>
    </message>
    <message>
        <source>Ninguna predicción</source>
        <translation>No predictions</translation>
    </message>
    <message>
        <source>Ningún registro de este periodo cumple los filtros.</source>
        <translation>No record of this period matches the filters.</translation>
    </message>
    <message>
        <source>No enfermo</source>
        <translation>Not ill</translation>
    </message>
    <message>
        <source>No es texto que se pueda leer así. Para importar una hoja de Excel o LibreOffice, guárdela antes como CSV.</source>
        <translation>This is not text that can be read this way. To import a sheet of Excel or LibreOffice, save it as CSV first.</translation>
    </message>
    <message>
        <source>No es un recurso de FHIR en JSON.</source>
        <translation>It is not a FHIR resource in JSON.</translation>
    </message>
    <message>
        <source>No hay predicciones en este periodo.</source>
        <translation>No predictions in this period.</translation>
    </message>
    <message>
        <source>No hay predicciones en estos días.</source>
        <translation>No predictions in these days.</translation>
    </message>
    <message>
        <source>No hay registros de esa importación que se puedan anular.</source>
        <translation>There are no records of that import to be voided.</translation>
    </message>
    <message>
        <source>No hay registros del {wanted}. Se muestra el {found}.</source>
        <translation>There are no records of {wanted}. {found} is shown.</translation>
    </message>
    <message>
        <source>No se puede dividir en celdas: revise las comillas.</source>
        <translation>It cannot be split into cells: check the quotation marks.</translation>
    </message>
    <message numerus="yes">
        <source>No se reemplazó {path}: esa copia tiene %Ln anulaciones que no están aquí.</source>
        <translation>
            <numerusform>{path} was not replaced: that backup has %Ln voiding that is not here.</numerusform>
            <numerusform>{path} was not replaced: that backup has %Ln voidings that are not here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No se reemplazó {path}: esa copia tiene %Ln cambios de modelo que no están aquí.</source>
        <translation>
            <numerusform>{path} was not replaced: that backup has %Ln change of model that is not here.</numerusform>
            <numerusform>{path} was not replaced: that backup has %Ln changes of model that are not here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No se reemplazó {path}: esa copia tiene %Ln criterios que no están aquí.</source>
        <translation>
            <numerusform>{path} was not replaced: that backup has %Ln judgement that is not here.</numerusform>
            <numerusform>{path} was not replaced: that backup has %Ln judgements that are not here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No se reemplazó {path}: esa copia tiene %Ln registros que no están aquí.</source>
        <translation>
            <numerusform>{path} was not replaced: that backup has %Ln record that is not here.</numerusform>
            <numerusform>{path} was not replaced: that backup has %Ln records that are not here.</numerusform>
        </translation>
    </message>
    <message>
        <source>O  Otros signos</source>
        <translation>O  Other signs</translation>
    </message>
    <message>
        <source>Otra fila o un registro de aquí tiene la misma clave y otros valores.</source>
        <translation>Another row, or a record that is here, has the same key and other values.</translation>
    </message>
    <message>
        <source>Otro programa cambió, movió o borró el archivo de registros.</source>
        <translation>Another program changed, moved or deleted the records file.</translation>
    </message>
    <message>
        <source>Otro programa tiene abiertos los registros.</source>
        <translation>Another program has the records open.</translation>
    </message>
    <message>
        <source>Periodo</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>Por día, {first} – {last}</source>
        <translation>By day, {first} – {last}</translation>
    </message>
    <message>
        <source>Por día, últimos 30 días</source>
        <translation>By day, last 30 days</translation>
    </message>
    <message>
        <source>Predicciones</source>
        <translation>Predictions</translation>
    </message>
    <message>
        <source>Predicciones por categoría</source>
        <translation>Predictions by category</translation>
    </message>
    <message>
        <source>Predictor Médico</source>
        <translation>Predictor Médico</translation>
    </message>
    <message>
        <source>Predictor Médico: registros</source>
        <translation>Predictor Médico: records</translation>
    </message>
    <message>
        <source>Predictor Médico: reporte</source>
        <translation>Predictor Médico: report</translation>
    </message>
    <message>
        <source>Presione Reintentar; si no basta, avise a la persona encargada.</source>
        <translation>Press Retry; if that is not enough, tell the person in charge.</translation>
    </message>
    <message>
        <source>Presión</source>
        <comment>narrow column</comment>
        <translation>Pressure</translation>
    </message>
    <message>
        <source>Presión sistólica</source>
        <translation>Systolic pressure</translation>
    </message>
    <message>
        <source>Puntaje</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Puntaje {score} de {highest}</source>
        <translation>Score {score} of {highest}</translation>
    </message>
    <message>
        <source>Puntos: {points}</source>
        <translation>Points: {points}</translation>
    </message>
    <message>
        <source>Página {number} de {count}</source>
        <translation>Page {number} of {count}</translation>
    </message>
    <message>
        <source>R  Otra razón</source>
        <translation>R  Another reason</translation>
    </message>
    <message>
        <source>Recursos FHIR</source>
        <translation>FHIR resources</translation>
    </message>
    <message>
        <source>Registros</source>
        <translation>Records</translation>
    </message>
    <message>
        <source>Registros con criterio: {total}; antes de ver el resultado: {blind}.</source>
        <translation>Records with a judgement: {total}; before the result was seen: {blind}.</translation>
    </message>
    <message>
        <source>Registros con los mismos tres valores que el anterior: {count}. Puede que un paciente se haya guardado dos veces. Anule los duplicados en Registros.</source>
        <translation>Records with the same three values as the one before: {count}. A patient may have been saved twice. Void the duplicates in Records.</translation>
    </message>
    <message>
        <source>Se hizo el {when}; no dice en qué computador.</source>
        <translation>It was made on {when}; it does not say on which computer.</translation>
    </message>
    <message>
        <source>Se hizo en este computador el {when}.</source>
        <translation>It was made on this computer on {when}.</translation>
    </message>
    <message>
        <source>Se hizo en otro computador (puesto {workplace}) el {when}.</source>
        <translation>It was made on another computer (workplace {workplace}) on {when}.</translation>
    </message>
    <message>
        <source>Se hizo en otro computador de {name} el {when}.</source>
        <translation>It was made on another computer of {name} on {when}.</translation>
    </message>
    <message>
        <source>Signo de alarma: {vitals}</source>
        <translation>Warning sign: {vitals}</translation>
    </message>
    <message>
        <source>Signos de alarma: {vitals}</source>
        <translation>Warning signs: {vitals}</translation>
    </message>
    <message>
        <source>Simulación. No es un dispositivo médico ni sustituye el criterio clínico.</source>
        <translation>Simulation. Not a medical device, and no substitute for clinical judgement.</translation>
    </message>
    <message>
        <source>Solo la sistólica: ¿{value}?</source>
        <translation>Only the systolic: {value}?</translation>
    </message>
    <message>
        <source>Su criterio</source>
        <translation>Your judgement</translation>
    </message>
    <message>
        <source>Su criterio, antes de ver el resultado: {category}.</source>
        <translation>Your judgement, before seeing the result: {category}.</translation>
    </message>
    <message>
        <source>Su criterio: {category}.</source>
        <translation>Your judgement: {category}.</translation>
    </message>
    <message>
        <source>T  Terminal</source>
        <translation>T  Terminal</translation>
    </message>
    <message>
        <source>Tabla en texto (CSV)</source>
        <translation>Table as text (CSV)</translation>
    </message>
    <message numerus="yes">
        <source>También el historial de modelos tenía %Ln cambios, y ahora tiene menos.</source>
        <translation>
            <numerusform>The models&apos; history also had %Ln change, and now it has not.</numerusform>
            <numerusform>The models&apos; history also had %Ln changes, and now it has fewer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>También había %Ln registros anulados, y ahora hay menos: los demás cuentan otra vez en el reporte.</source>
        <translation>
            <numerusform>There also was %Ln voided record, and now it counts in the report again.</numerusform>
            <numerusform>There also were %Ln voided records, and now there are fewer: the others count in the report again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>También había %Ln registros con criterio, y ahora hay menos.</source>
        <translation>
            <numerusform>There was also %Ln record with a judgement, and now there are fewer.</numerusform>
            <numerusform>There were also %Ln records with a judgement, and now there are fewer.</numerusform>
        </translation>
    </message>
    <message>
        <source>Temp.</source>
        <comment>narrow column</comment>
        <translation>Temp.</translation>
    </message>
    <message>
        <source>Temperatura</source>
        <translation>Temperature</translation>
    </message>
    <message>
        <source>Temperaturas rechazadas que parecían estar en °F: {count}. Revise que el termómetro mida en °C.</source>
        <translation>Refused temperatures that looked like °F: {count}. Check that the thermometer measures in °C.</translation>
    </message>
    <message>
        <source>Todo</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Todos los registros</source>
        <translation>All records</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Trae el modelo {name}, y aquí hay otro con esa misma versión: {here}.</source>
        <translation>It brings the model {name}, and there is another one here with that version: {here}.</translation>
    </message>
    <message>
        <source>Trae el modelo {name}, y aquí ya hay una versión más nueva: {here}.</source>
        <translation>It brings the model {name}, and there is a newer version here already: {here}.</translation>
    </message>
    <message>
        <source>Unidad</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Valor</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Visita</source>
        <translation>Visit</translation>
    </message>
    <message>
        <source>X  Contexto</source>
        <translation>X  Context</translation>
    </message>
    <message>
        <source>a</source>
        <comment>file name: from one date to another</comment>
        <translation>to</translation>
    </message>
    <message>
        <source>alarm_points debe ser 1 o más</source>
        <translation>alarm_points must be 1 or more</translation>
    </message>
    <message>
        <source>algún dato cambió después de guardarse</source>
        <translation>a value changed after it was saved</translation>
    </message>
    <message>
        <source>apartados para evaluarlo</source>
        <translation>held out to evaluate it</translation>
    </message>
    <message>
        <source>card no puede estar vacío</source>
        <translation>card must not be empty</translation>
    </message>
    <message>
        <source>casos</source>
        <translation>cases</translation>
    </message>
    <message>
        <source>conjunto de datos</source>
        <translation>data set</translation>
    </message>
    <message>
        <source>contacto</source>
        <translation>contact</translation>
    </message>
    <message>
        <source>contexto</source>
        <translation>context</translation>
    </message>
    <message>
        <source>criterios</source>
        <translation>judgements</translation>
    </message>
    <message>
        <source>cuenta; antes de ella puede faltar algún registro</source>
        <translation>counts; a record may be missing before it</translation>
    </message>
    <message>
        <source>desde</source>
        <translation>from</translation>
    </message>
    <message>
        <source>duplicado</source>
        <translation>duplicate</translation>
    </message>
    <message>
        <source>el campo «{name}» está repetido en {place}</source>
        <translation>the field “{name}” is repeated in {place}</translation>
    </message>
    <message>
        <source>error de digitación</source>
        <translation>typing error</translation>
    </message>
    <message>
        <source>es demasiado larga</source>
        <translation>is too long</translation>
    </message>
    <message>
        <source>es igual a otra línea</source>
        <translation>is the same as another line</translation>
    </message>
    <message>
        <source>es otra línea de ese registro, con otros datos</source>
        <translation>is another line of that record, with other values</translation>
    </message>
    <message>
        <source>establecimientos</source>
        <translation>establishments</translation>
    </message>
    <message>
        <source>este-mes</source>
        <comment>file name</comment>
        <translation>this-month</translation>
    </message>
    <message>
        <source>está cortada</source>
        <translation>is cut off</translation>
    </message>
    <message>
        <source>evaluación</source>
        <translation>evaluation</translation>
    </message>
    <message>
        <source>exactitud</source>
        <translation>accuracy</translation>
    </message>
    <message>
        <source>falta el campo «{name}» en {place}</source>
        <translation>the field “{name}” is missing in {place}</translation>
    </message>
    <message>
        <source>grades debe tener cada una de las cinco categorías una vez, de la más leve a la más grave</source>
        <translation>grades must have each of the five categories once, from the mildest to the most severe</translation>
    </message>
    <message>
        <source>grades: el primer rango debe empezar en 0, y el último estar abierto hacia arriba</source>
        <translation>grades: the first range must start at 0, and the last one be open above</translation>
    </message>
    <message>
        <source>grades: ninguna lectura llega a {category}</source>
        <translation>grades: no reading reaches {category}</translation>
    </message>
    <message>
        <source>hallados</source>
        <translation>found</translation>
    </message>
    <message>
        <source>hasta</source>
        <translation>to</translation>
    </message>
    <message>
        <source>hoy</source>
        <comment>file name</comment>
        <translation>today</translation>
    </message>
    <message>
        <source>importación deshecha</source>
        <translation>import undone</translation>
    </message>
    <message>
        <source>kappa de otras tablas</source>
        <translation>kappa of other tables</translation>
    </message>
    <message>
        <source>la respuesta no trae un modelo</source>
        <translation>the answer has no model</translation>
    </message>
    <message>
        <source>las dos categorías más graves</source>
        <translation>the two gravest categories</translation>
    </message>
    <message>
        <source>licencia</source>
        <translation>licence</translation>
    </message>
    <message>
        <source>lpm</source>
        <translation>bpm</translation>
    </message>
    <message>
        <source>límites</source>
        <translation>limits</translation>
    </message>
    <message>
        <source>medición dudosa</source>
        <translation>doubtful measurement</translation>
    </message>
    <message>
        <source>método</source>
        <translation>method</translation>
    </message>
    <message>
        <source>no es JSON: error en la línea {line}, columna {column}</source>
        <translation>it is not JSON: error in line {line}, column {column}</translation>
    </message>
    <message>
        <source>no es un archivo JSON en UTF-8</source>
        <translation>it is not a JSON file in UTF-8</translation>
    </message>
    <message>
        <source>no se conoce el formato {number}, solo 1 y 2</source>
        <translation>format {number} is not known, only 1 and 2 are</translation>
    </message>
    <message>
        <source>no se puede leer</source>
        <translation>cannot be read</translation>
    </message>
    <message>
        <source>otra razón</source>
        <translation>another reason</translation>
    </message>
    <message>
        <source>otro</source>
        <translation>other</translation>
    </message>
    <message>
        <source>otros signos</source>
        <translation>other signs</translation>
    </message>
    <message>
        <source>para quién es</source>
        <translation>for whom it is</translation>
    </message>
    <message>
        <source>para quién no es</source>
        <translation>for whom it is not</translation>
    </message>
    <message>
        <source>parent debe tener los 8 dígitos hexadecimales de un modelo</source>
        <translation>parent must be the 8 hexadecimal digits of a model</translation>
    </message>
    <message>
        <source>periodo subrayado</source>
        <translation>period underlined</translation>
    </message>
    <message>
        <source>prueba</source>
        <translation>test</translation>
    </message>
    <message>
        <source>qué aprende</source>
        <translation>what it learns</translation>
    </message>
    <message>
        <source>qué es</source>
        <translation>what it is</translation>
    </message>
    <message>
        <source>registros</source>
        <translation>records</translation>
    </message>
    <message>
        <source>regla original</source>
        <translation>original rule</translation>
    </message>
    <message>
        <source>sensibilidad</source>
        <translation>sensitivity</translation>
    </message>
    <message>
        <source>siempre la más común</source>
        <translation>always the commonest</translation>
    </message>
    <message>
        <source>sobra el campo «{name}» en {place}</source>
        <translation>the field “{name}” is not expected in {place}</translation>
    </message>
    <message>
        <source>sus datos no son los que debería tener</source>
        <translation>its data is not what it should be</translation>
    </message>
    <message>
        <source>tiene más de {most} KiB</source>
        <translation>it has more than {most} KiB</translation>
    </message>
    <message>
        <source>todo</source>
        <comment>file name</comment>
        <translation>all</translation>
    </message>
    <message>
        <source>versión del programa</source>
        <translation>version of the program</translation>
    </message>
    <message>
        <source>vitals debe tener exactamente {names}</source>
        <translation>vitals must have exactly {names}</translation>
    </message>
    <message>
        <source>{field}: escriba una fecha, como {example}.</source>
        <translation>{field}: type a date, such as {example}.</translation>
    </message>
    <message>
        <source>{field}: ese día no existe.</source>
        <translation>{field}: there is no such day.</translation>
    </message>
    <message>
        <source>{file} es una tubería que nadie lee.</source>
        <translation>{file} is a pipe that nobody reads.</translation>
    </message>
    <message>
        <source>{file} no es un archivo normal.</source>
        <translation>{file} is not an ordinary file.</translation>
    </message>
    <message>
        <source>{name} no es un número</source>
        <translation>{name} is not a number</translation>
    </message>
    <message>
        <source>{name}: el promedio pasó de {before} a {now}. Puede ser por otros pacientes o por un aparato nuevo o descalibrado. Compare el aparato con otro.</source>
        <translation>{name}: the mean went from {before} to {now}. There may be other patients, or a device that is new or out of calibration. Compare it with another one.</translation>
    </message>
    <message>
        <source>{name}: los valores se reparten de otra forma que en el año anterior. Puede ser por otros pacientes o por otra forma de medir. Revise cómo se mide.</source>
        <translation>{name}: the values are spread differently from the year before. There may be other patients, or another way of measuring. Check how it is measured.</translation>
    </message>
    <message>
        <source>{name}: se está redondeando a decenas ({share} terminan en 0). Anote lo que muestra el aparato.</source>
        <translation>{name}: it is being rounded to tens ({share} end in 0). Write down what the device shows.</translation>
    </message>
    <message>
        <source>{name}: se está redondeando a grados enteros ({share}). Anote lo que muestra el termómetro.</source>
        <translation>{name}: it is being rounded to whole degrees ({share}). Write down what the thermometer shows.</translation>
    </message>
    <message>
        <source>{place} debe ser un número</source>
        <translation>{place} must be a number</translation>
    </message>
    <message>
        <source>{place} debe ser un número entero</source>
        <translation>{place} must be a whole number</translation>
    </message>
    <message>
        <source>{place} debe ser un objeto</source>
        <translation>{place} must be an object</translation>
    </message>
    <message>
        <source>{place} debe ser un texto</source>
        <translation>{place} must be a text</translation>
    </message>
    <message>
        <source>{place} debe ser una lista</source>
        <translation>{place} must be a list</translation>
    </message>
    <message>
        <source>{place} no puede estar en blanco</source>
        <translation>{place} must not be blank</translation>
    </message>
    <message>
        <source>{predictions} del {first} al {last}</source>
        <translation>{predictions} from {first} to {last}</translation>
    </message>
    <message>
        <source>{predictions} el {day}</source>
        <translation>{predictions} on {day}</translation>
    </message>
    <message>
        <source>{predictions} en 30 días</source>
        <translation>{predictions} in 30 days</translation>
    </message>
    <message>
        <source>{predictions} en 7 días</source>
        <translation>{predictions} in 7 days</translation>
    </message>
    <message>
        <source>{predictions} en total</source>
        <translation>{predictions} in total</translation>
    </message>
    <message>
        <source>{predictions} en {month}</source>
        <translation>{predictions} in {month}</translation>
    </message>
    <message>
        <source>{predictions} este mes</source>
        <translation>{predictions} this month</translation>
    </message>
    <message>
        <source>{predictions} hasta el {day}</source>
        <translation>{predictions} up to {day}</translation>
    </message>
    <message>
        <source>{predictions} hoy</source>
        <translation>{predictions} today</translation>
    </message>
    <message numerus="yes">
        <source>{predictions} y %Ln anuladas</source>
        <translation>
            <numerusform>{predictions} and %Ln voided</numerusform>
            <numerusform>{predictions} and %Ln voided</numerusform>
        </translation>
    </message>
    <message>
        <source>{reason} Archivo: {file}.</source>
        <translation>{reason} File: {file}.</translation>
    </message>
    <message>
        <source>{spans}: el límite {bound} no está entre {minimum} y {maximum}</source>
        <translation>{spans}: the bound {bound} is not between {minimum} and {maximum}</translation>
    </message>
    <message>
        <source>{spans}: el límite {bound} tiene más decimales que los que se miden ({decimals})</source>
        <translation>{spans}: the bound {bound} has more decimals than are measured ({decimals})</translation>
    </message>
    <message>
        <source>{spans}: el primer rango debe estar abierto hacia abajo, y el último hacia arriba</source>
        <translation>{spans}: the first range must be open below, and the last one above</translation>
    </message>
    <message>
        <source>{spans}: el rango de {first} a {last} está vacío</source>
        <translation>{spans}: the range from {first} to {last} is empty</translation>
    </message>
    <message>
        <source>{spans}: el rango normal debe tener 0 puntos</source>
        <translation>{spans}: the normal range must have 0 points</translation>
    </message>
    <message>
        <source>{spans}: el rango que termina en {low} y el que empieza en {high} se superponen</source>
        <translation>{spans}: the range that ends at {low} and the one that starts at {high} overlap</translation>
    </message>
    <message>
        <source>{spans}: hay un hueco entre {low} y {high}</source>
        <translation>{spans}: there is a gap between {low} and {high}</translation>
    </message>
    <message>
        <source>{spans}: los puntos no deben bajar al alejarse del rango normal</source>
        <translation>{spans}: points must not fall with the distance from the normal range</translation>
    </message>
    <message>
        <source>{spans}: solo los límites de los extremos pueden quedar abiertos</source>
        <translation>{spans}: only the outermost bounds may be open</translation>
    </message>
    <message>
        <source>{spans}: un rango tiene más de {most} puntos</source>
        <translation>{spans}: a range has more than {most} points</translation>
    </message>
    <message>
        <source>{value}, signo de alarma</source>
        <translation>{value}, warning sign</translation>
    </message>
    <message>
        <source>{vital}: corrige un resultado anterior, que puede estar ya aquí.</source>
        <translation>{vital}: it corrects an earlier result, which may be here already.</translation>
    </message>
    <message>
        <source>{vital}: el número está incompleto.</source>
        <translation>{vital}: the number is incomplete.</translation>
    </message>
    <message>
        <source>{vital}: el resultado no es definitivo.</source>
        <translation>{vital}: the result is not final.</translation>
    </message>
    <message>
        <source>{vital}: el signo decimal no es el del archivo.</source>
        <translation>{vital}: the decimal sign is not that of the file.</translation>
    </message>
    <message>
        <source>{vital}: entre {minimum} y {maximum} {unit}</source>
        <translation>{vital}: between {minimum} and {maximum} {unit}</translation>
    </message>
    <message>
        <source>{vital}: escriba un número, como {example}.</source>
        <translation>{vital}: type a number, such as {example}.</translation>
    </message>
    <message>
        <source>{vital}: falta el valor.</source>
        <translation>{vital}: the value is missing.</translation>
    </message>
    <message>
        <source>{vital}: hace falta. Si no se pudo medir, no hay predicción.</source>
        <translation>{vital}: needed. If it was not measured, there is no prediction.</translation>
    </message>
    <message>
        <source>{vital}: hay varios valores distintos.</source>
        <translation>{vital}: there are several different values.</translation>
    </message>
    <message>
        <source>{vital}: no es un valor exacto.</source>
        <translation>{vital}: not an exact value.</translation>
    </message>
    <message>
        <source>{vital}: un decimal como máximo.</source>
        <translation>{vital}: one decimal place at most.</translation>
    </message>
    <message>
        <source>{vital}: un número entero, sin decimales.</source>
        <translation>{vital}: a whole number, without decimals.</translation>
    </message>
    <message>
        <source>{vital}: unidad desconocida o sin unidad.</source>
        <translation>{vital}: unknown unit, or none.</translation>
    </message>
    <message>
        <source>{when}, antes de ver el resultado: {category}.</source>
        <translation>{when}, before seeing the result: {category}.</translation>
    </message>
    <message>
        <source>{when}: criterio retirado.</source>
        <translation>{when}: judgement withdrawn.</translation>
    </message>
    <message>
        <source>«Hasta» es anterior a «Desde».</source>
        <translation>“To” is earlier than “From”.</translation>
    </message>
    <message>
        <source>«{detail}» tiene comas y puntos decimales: escoja el signo.</source>
        <translation>“{detail}” has decimal commas and points: choose the sign.</translation>
    </message>
    <message>
        <source>«{name}» no es un valor posible de {place}</source>
        <translation>“{name}” is not a possible value of {place}</translation>
    </message>
    <message>
        <source>«{name}» no sirve de nombre: son de 1 a 32 letras sin tilde, dígitos, puntos y guiones</source>
        <translation>“{name}” cannot be a name: it has 1 to 32 unaccented letters, digits, dots and hyphens</translation>
    </message>
    <message>
        <source>¿Por qué difiere? {letters}</source>
        <translation>Why does it differ? {letters}</translation>
    </message>
    <message>
        <source>¿{value}?</source>
        <translation>Did you mean {value}?</translation>
    </message>
    <message>
        <source>¿°F? {fahrenheit} °F son {celsius} °C</source>
        <translation>°F? {fahrenheit} °F is {celsius} °C</translation>
    </message>
    <message>
        <source>Última predicción</source>
        <translation>Last prediction</translation>
    </message>
    <message>
        <source>Última predicción de todas: {when}</source>
        <translation>Last prediction of all: {when}</translation>
    </message>
    <message>
        <source>Última predicción: ninguna todavía</source>
        <translation>Last prediction: none yet</translation>
    </message>
    <message>
        <source>Última predicción: {when}</source>
        <translation>Last prediction: {when}</translation>
    </message>
    <message>
        <source>Últimas 5 predicciones</source>
        <translation>Last 5 predictions</translation>
    </message>
    <message>
        <source>Últimos 30 días</source>
        <translation>Last 30 days</translation>
    </message>
    <message numerus="yes">
        <source>… y %Ln más.</source>
        <translation>
            <numerusform>… and %Ln more.</numerusform>
            <numerusform>… and %Ln more.</numerusform>
        </translation>
    </message>
    <message>
        <source>▲ Con signo de alarma: se está contando…</source>
        <translation>▲ With a warning sign: being counted…</translation>
    </message>
    <message>
        <source>▲ Con signo de alarma: {count} ({percent})</source>
        <translation>▲ With a warning sign: {count} ({percent})</translation>
    </message>
</context>
<context>
    <name>LastPatients</name>
    <message>
        <source>Aún no hay predicciones en los últimos 30 días.</source>
        <translation>No predictions in the last 30 days yet.</translation>
    </message>
    <message>
        <source>Últimas predicciones</source>
        <translation>Last predictions</translation>
    </message>
</context>
<context>
    <name>ListExport</name>
    <message numerus="yes">
        <source>%Ln registros de la lista exportados a {path}</source>
        <translation>
            <numerusform>%Ln record of the list exported to {path}</numerusform>
            <numerusform>%Ln records of the list exported to {path}</numerusform>
        </translation>
    </message>
    <message>
        <source>Exportar registros: {period}</source>
        <translation>Export records: {period}</translation>
    </message>
    <message>
        <source>Imprimir registros: {period}</source>
        <translation>Print records: {period}</translation>
    </message>
    <message>
        <source>La lista está vacía: no hay registros que exportar ni imprimir.</source>
        <translation>The list is empty: there are no records to export or print.</translation>
    </message>
    <message>
        <source>Lista CSV</source>
        <translation>List as CSV</translation>
    </message>
    <message>
        <source>Lista PDF</source>
        <translation>List as PDF</translation>
    </message>
    <message numerus="yes">
        <source>Lista de %Ln registros enviada a la impresora {name}.</source>
        <translation>
            <numerusform>List of %Ln record sent to the printer {name}.</numerusform>
            <numerusform>List of %Ln records sent to the printer {name}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Son demasiados registros para papel o PDF: {number}, y caben {most}. Escoja un periodo más corto, filtre, o exporte CSV.</source>
        <translation>There are too many records for paper or PDF: {number}, and {most} fit. Choose a shorter period, filter, or export CSV.</translation>
    </message>
    <message>
        <source>registros</source>
        <translation>records</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Modelo</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Pestañas</source>
        <translation>Tabs</translation>
    </message>
    <message>
        <source>Predicción</source>
        <translation>Prediction</translation>
    </message>
    <message>
        <source>Predicción: sin guardar</source>
        <translation>Prediction: not saved</translation>
    </message>
    <message>
        <source>Predictor Médico</source>
        <translation>Predictor Médico</translation>
    </message>
    <message>
        <source>Registros</source>
        <translation>Records</translation>
    </message>
    <message>
        <source>Reporte</source>
        <translation>Report</translation>
    </message>
</context>
<context>
    <name>MeasuresPanel</name>
    <message>
        <source>Aún no alcanzan: en los últimos 30 días hacen falta {least} registros, y hay {count}.</source>
        <translation>Not enough yet: {least} records are needed in the last 30 days, and there are {count}.</translation>
    </message>
    <message>
        <source>Barras: los últimos 30 días. Línea: el año anterior.</source>
        <translation>Bars: the last 30 days. Line: the year before.</translation>
    </message>
    <message>
        <source>Calidad de lo que se digita</source>
        <translation>Quality of what is typed</translation>
    </message>
    <message>
        <source>Concordancia con su criterio</source>
        <translation>Agreement with your judgement</translation>
    </message>
    <message>
        <source>El año anterior</source>
        <translation>The year before</translation>
    </message>
    <message>
        <source>Filas: lo que mostró el programa. Columnas: su criterio, antes de ver el resultado.</source>
        <translation>Rows: what the program showed. Columns: your judgement, before the result was seen.</translation>
    </message>
    <message>
        <source>Los últimos 30 días</source>
        <translation>The last 30 days</translation>
    </message>
    <message>
        <source>Límite</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Medidas de los últimos 30 días contra el año anterior</source>
        <translation>Measures of the last 30 days against the year before</translation>
    </message>
    <message>
        <source>Modelo</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Mostrado</source>
        <translation>Shown</translation>
    </message>
    <message>
        <source>Nada llama la atención en los últimos 30 días, comparados con el año anterior.</source>
        <translation>Nothing stands out in the last 30 days, compared with the year before.</translation>
    </message>
    <message>
        <source>Nada llama la atención. Aún no hay meses anteriores con qué comparar.</source>
        <translation>Nothing stands out. There are no earlier months yet to compare with.</translation>
    </message>
    <message>
        <source>Para revisar, en los últimos 30 días: {count}.</source>
        <translation>To look into, in the last 30 days: {count}.</translation>
    </message>
    <message>
        <source>Periodo</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>Signo vital</source>
        <translation>Vital sign</translation>
    </message>
    <message>
        <source>Sin modelo</source>
        <translation>No model</translation>
    </message>
    <message>
        <source>Terminan en 0</source>
        <translation>End in 0</translation>
    </message>
    <message>
        <source>Todo</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Todos los modelos</source>
        <translation>All models</translation>
    </message>
    <message>
        <source>n: valores. z: cambio del promedio; llama la atención por encima de {limit} o por debajo de −{limit}. PSI: cambio de la distribución; llama la atención por encima de su límite.</source>
        <translation>n: values. z: change of the mean; it stands out above {limit} or below −{limit}. PSI: change of the distribution; it stands out above its limit.</translation>
    </message>
    <message>
        <source>Últimos 90 días</source>
        <translation>Last 90 days</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Archivo</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;Ver</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>A&amp;yuda</source>
        <translation>&amp;Help</translation>
    </message>
</context>
<context>
    <name>MergeFlow</name>
    <message>
        <source>Espere a que termine lo que está en curso.</source>
        <translation>Wait until what is under way has finished.</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Algo falló dentro del programa</source>
        <translation>Something failed inside the program</translation>
    </message>
    <message>
        <source>Algo falló dentro del programa. Lo guardado está a salvo.</source>
        <translation>Something failed inside the program. What was saved is safe.</translation>
    </message>
    <message>
        <source>Búsquelo en la barra de tareas. Si no está allí, alguien lo tiene abierto en otra sesión.</source>
        <translation>Look for it in the taskbar. If it is not there, someone has it open in another session.</translation>
    </message>
    <message>
        <source>El archivo ya no está; quizás se retiró la memoria USB. Estaba en:</source>
        <translation>The file is not there any more; perhaps the USB stick was removed. It was at:</translation>
    </message>
    <message>
        <source>El programa no puede abrir</source>
        <translation>The program cannot start</translation>
    </message>
    <message>
        <source>El programa ya está abierto</source>
        <translation>The program is already open</translation>
    </message>
    <message>
        <source>En este computador no hay un programa que la muestre. Los datos están en:</source>
        <translation>There is no program on this computer that shows it. The data is in:</translation>
    </message>
    <message>
        <source>En este computador no hay un programa que lo abra. Está en:</source>
        <translation>There is no program on this computer that opens it. It is at:</translation>
    </message>
    <message>
        <source>En este computador no hay un programa que muestre la carpeta. Está en:</source>
        <translation>There is no program on this computer that shows the folder. It is at:</translation>
    </message>
    <message>
        <source>Espere a que termine, o ciérrelo, y abra de nuevo.</source>
        <translation>Wait until it has finished, or close it, then start again.</translation>
    </message>
    <message>
        <source>La persona encargada encontrará los detalles, sin datos de pacientes, en:
{path}</source>
        <translation>The person in charge will find the details, without patient data, in:
{path}</translation>
    </message>
    <message>
        <source>Lo guardado está a salvo y puede seguir trabajando. Revise que lo último que hizo se vea bien; si no, cierre el programa y ábralo otra vez.</source>
        <translation>What is saved is safe, and you can go on working. Check that the last thing you did looks right; if not, close the program and open it again.</translation>
    </message>
    <message>
        <source>Los detalles no se pudieron escribir en el disco.</source>
        <translation>The details could not be written to the disk.</translation>
    </message>
    <message>
        <source>No se pudo abrir el archivo</source>
        <translation>The file could not be opened</translation>
    </message>
    <message>
        <source>No se pudo abrir la carpeta de datos</source>
        <translation>The data folder could not be opened</translation>
    </message>
    <message>
        <source>Otro programa tiene abiertos los registros</source>
        <translation>Another program has the records open</translation>
    </message>
    <message>
        <source>Predictor Médico</source>
        <translation>Predictor Médico</translation>
    </message>
</context>
<context>
    <name>ModelTab</name>
    <message>
        <source>Act&amp;ivar</source>
        <translation>Put &amp;in use</translation>
    </message>
    <message>
        <source>Com&amp;parar</source>
        <translation>Com&amp;pare</translation>
    </message>
    <message>
        <source>Desde ahora predice el modelo {name}. Los registros anteriores no cambian.</source>
        <translation>From now on the model {name} predicts. Earlier records do not change.</translation>
    </message>
    <message>
        <source>El modelo que trae no es válido: {reason}</source>
        <translation>The model in it is not valid: {reason}</translation>
    </message>
    <message>
        <source>El modelo {name} ya estaba instalado.</source>
        <translation>The model {name} was installed already.</translation>
    </message>
    <message>
        <source>El modelo {name}, que estaba en uso, ya no está o está dañado.</source>
        <translation>The model {name}, which was in use, is gone or damaged.</translation>
    </message>
    <message>
        <source>En uso desde {when}.</source>
        <translation>In use since {when}.</translation>
    </message>
    <message>
        <source>En uso: {id}, versión {version}</source>
        <translation>In use: {id}, version {version}</translation>
    </message>
    <message>
        <source>Espere a que termine lo que está en curso.</source>
        <translation>Wait until what is under way has finished.</translation>
    </message>
    <message>
        <source>Huella {digest}.</source>
        <translation>Digest {digest}.</translation>
    </message>
    <message>
        <source>Lo envió el distrito.</source>
        <translation>Sent by the district.</translation>
    </message>
    <message>
        <source>Modelo</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Modelos instalados</source>
        <translation>Installed models</translation>
    </message>
    <message>
        <source>No se cambió el modelo.</source>
        <translation>The model was not changed.</translation>
    </message>
    <message>
        <source>No se tomó la respuesta.</source>
        <translation>The answer was not taken.</translation>
    </message>
    <message>
        <source>Recibir del &amp;distrito…</source>
        <translation>Receive from the &amp;district…</translation>
    </message>
    <message>
        <source>Trae el modelo {name}: compárelo aquí, y actívelo si es el acordado.</source>
        <translation>It brings the model {name}: compare it here, and put it in use if it is the one agreed on.</translation>
    </message>
    <message>
        <source>Viene con el programa.</source>
        <translation>It comes with the program.</translation>
    </message>
    <message>
        <source>Vo&amp;lver a la anterior</source>
        <translation>&amp;Back to the former one</translation>
    </message>
    <message>
        <source>del distrito</source>
        <translation>from the district</translation>
    </message>
    <message>
        <source>en uso</source>
        <translation>in use</translation>
    </message>
    <message>
        <source>viene con el programa</source>
        <translation>comes with the program</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message numerus="yes">
        <source>%Ln líneas del archivo de registros están repetidas.</source>
        <translation>
            <numerusform>%Ln line of the records file is repeated.</numerusform>
            <numerusform>%Ln lines of the records file are repeated.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registros ya corregidos no se pudieron anular y cuentan también.</source>
        <translation>
            <numerusform>%Ln record that was corrected could not be voided and counts too.</numerusform>
            <numerusform>%Ln records that were corrected could not be voided and count too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tienen otros datos: vale la primera.</source>
        <translation>
            <numerusform>%Ln has other values: the first one holds.</numerusform>
            <numerusform>%Ln have other values: the first one holds.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Cancelar</source>
        <translation>&amp;Cancel</translation>
    </message>
    <message>
        <source>A&amp;brir</source>
        <translation>Ope&amp;n</translation>
    </message>
    <message>
        <source>Ahora no se puede guardar. {reason} Puede predecir, pero nada se guardará hasta corregirlo.</source>
        <translation>Nothing can be saved just now. {reason} You can predict, but nothing will be saved until it is put right.</translation>
    </message>
    <message>
        <source>Cada registro cuenta una sola vez. Nada se borró. Avise a la persona encargada.</source>
        <translation>Each record counts once. Nothing was deleted. Tell the person in charge.</translation>
    </message>
    <message>
        <source>D&amp;eshacer…</source>
        <translation>&amp;Undo…</translation>
    </message>
    <message>
        <source>El archivo de registros no se puede leer. {reason} No se borró nada; el reporte no se puede mostrar.</source>
        <translation>The records file cannot be read. {reason} Nothing was deleted; the report cannot be shown.</translation>
    </message>
    <message>
        <source>El cambio vale hasta cerrar el programa, pero no se pudo recordar. {reason}</source>
        <translation>The change holds until you close the program, but could not be remembered. {reason}</translation>
    </message>
    <message>
        <source>El modelo {name}, que estaba en uso, ya no está o está dañado: predice {built_in}, el que viene con el programa. Avise a la persona encargada.</source>
        <translation>The model {name}, which was in use, is gone or damaged: {built_in}, the one that comes with the program, predicts. Tell the person in charge.</translation>
    </message>
    <message>
        <source>El programa lo hará cuando pueda. Avise a la persona encargada.</source>
        <translation>The program will do it when it can. Tell the person in charge.</translation>
    </message>
    <message>
        <source>El programa no borró nada. Si nadie lo hizo a propósito, avise a la persona encargada.</source>
        <translation>The program deleted nothing. If nobody did it on purpose, tell the person in charge.</translation>
    </message>
    <message>
        <source>El reloj del computador marca el {today}, más de un año después del último uso del programa ({last}). Si la fecha no es correcta, corríjala antes de seguir.</source>
        <translation>The computer&apos;s clock shows {today}, more than a year after the program was last used ({last}). If the date is wrong, correct it before you go on.</translation>
    </message>
    <message>
        <source>El reloj del computador parece estar mal: marca una hora anterior a la última predicción. La predicción quedó guardada. Revise la fecha y la hora.</source>
        <translation>The computer&apos;s clock looks wrong: it shows a time earlier than the last prediction. The prediction was saved. Check the date and the time.</translation>
    </message>
    <message>
        <source>La última vez el programa se cerró de golpe. Lo guardado está a salvo. Los detalles quedaron en {path}</source>
        <translation>The last time, the program ended abruptly. What was saved is safe. The details are in {path}</translation>
    </message>
    <message>
        <source>Los registros aún se están leyendo: espere un momento.</source>
        <translation>The records are still being read: wait a moment.</translation>
    </message>
    <message>
        <source>M&amp;ostrar en la carpeta</source>
        <translation>Sho&amp;w in folder</translation>
    </message>
    <message>
        <source>No se pudieron leer el código y el nombre del establecimiento: el archivo {file} está dañado. Con el próximo registro queda aparte, y este computador recibe otro puesto. Escríbalos en Archivo → Establecimiento.</source>
        <translation>The code and name of the establishment could not be read: the file {file} is damaged. With the next record it is put aside, and this computer gets another workplace number. Type them in File → Establishment.</translation>
    </message>
    <message>
        <source>Ver d&amp;etalles</source>
        <translation>Sho&amp;w details</translation>
    </message>
</context>
<context>
    <name>PeriodBar</name>
    <message>
        <source>&amp;30 días</source>
        <translation>&amp;30 days</translation>
    </message>
    <message>
        <source>&amp;7 días</source>
        <translation>&amp;7 days</translation>
    </message>
    <message>
        <source>&amp;Fechas…</source>
        <translation>&amp;Dates…</translation>
    </message>
    <message>
        <source>&amp;Hoy</source>
        <translation>&amp;Today</translation>
    </message>
    <message>
        <source>&amp;Todo</source>
        <translation>&amp;All</translation>
    </message>
    <message>
        <source>Este &amp;mes</source>
        <translation>This &amp;month</translation>
    </message>
    <message>
        <source>Periodo</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>Un día, un mes o de una fecha a otra</source>
        <translation>A day, a month, or from one date to another</translation>
    </message>
</context>
<context>
    <name>PointsView</name>
    <message>
        <source>Puntos</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Valor</source>
        <translation>Value</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>&amp;Anular</source>
        <translation>&amp;Void</translation>
    </message>
    <message>
        <source>&amp;Cancelar</source>
        <translation>&amp;Cancel</translation>
    </message>
    <message>
        <source>&amp;Duplicado</source>
        <translation>&amp;Duplicate</translation>
    </message>
    <message>
        <source>&amp;Error de digitación</source>
        <translation>&amp;Typing error</translation>
    </message>
    <message>
        <source>&amp;Otro</source>
        <translation>&amp;Other</translation>
    </message>
    <message>
        <source>&amp;Prueba</source>
        <translation>T&amp;est</translation>
    </message>
    <message>
        <source>Anular registro</source>
        <translation>Void record</translation>
    </message>
    <message>
        <source>No se borra: deja de contar, y se puede restablecer.</source>
        <translation>It is not deleted: it no longer counts, and can be reinstated.</translation>
    </message>
    <message>
        <source>¿Por qué se anula este registro?</source>
        <translation>Why is this record voided?</translation>
    </message>
</context>
<context>
    <name>RecordsHead</name>
    <message>
        <source>&amp;Restablecer…</source>
        <translation>Re&amp;instate…</translation>
    </message>
    <message>
        <source>A&amp;nular…</source>
        <translation>Vo&amp;id…</translation>
    </message>
    <message>
        <source>Fi&amp;ltrar…</source>
        <translation>Fi&amp;lter…</translation>
    </message>
    <message>
        <source>Mostrar an&amp;ulados</source>
        <translation>Show v&amp;oided</translation>
    </message>
    <message>
        <source>Ocultar an&amp;ulados</source>
        <translation>Hide v&amp;oided</translation>
    </message>
    <message>
        <source>Quitar fi&amp;ltros</source>
        <translation>Remove fi&amp;lters</translation>
    </message>
</context>
<context>
    <name>RecordsTab</name>
    <message>
        <source>Registros</source>
        <translation>Records</translation>
    </message>
</context>
<context>
    <name>ReinstateDialog</name>
    <message>
        <source>&amp;Cancelar</source>
        <translation>&amp;Cancel</translation>
    </message>
    <message>
        <source>&amp;Restablecer</source>
        <translation>&amp;Reinstate</translation>
    </message>
    <message>
        <source>Contará otra vez en el reporte.</source>
        <translation>It will count again in the report.</translation>
    </message>
    <message>
        <source>Motivo de la anulación: {reason}</source>
        <translation>Reason for voiding: {reason}</translation>
    </message>
    <message>
        <source>Restablecer registro</source>
        <translation>Reinstate record</translation>
    </message>
    <message>
        <source>¿Restablecer este registro?</source>
        <translation>Reinstate this record?</translation>
    </message>
</context>
<context>
    <name>ReportCards</name>
    <message>
        <source>Aún no hay predicciones</source>
        <translation>No predictions yet</translation>
    </message>
</context>
<context>
    <name>ReportTab</name>
    <message>
        <source>&amp;Imprimir…</source>
        <translation>&amp;Print…</translation>
    </message>
    <message>
        <source>E&amp;xportar…</source>
        <translation>E&amp;xport…</translation>
    </message>
    <message>
        <source>Guardar el reporte o los registros en un archivo</source>
        <translation>Save the report or the records to a file</translation>
    </message>
    <message>
        <source>Imprimir el reporte en una hoja</source>
        <translation>Print the report on one sheet</translation>
    </message>
    <message>
        <source>Reporte</source>
        <translation>Report</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>Guardado · {time}</source>
        <translation>Saved · {time}</translation>
    </message>
    <message>
        <source>NO GUARDADO</source>
        <translation>NOT SAVED</translation>
    </message>
    <message>
        <source>Primero su criterio. ¿Cómo está el paciente?

{letters}

El resultado aparece después. Para verlo sin criterio, presione Esc o escriba el siguiente paciente.</source>
        <translation>First your judgement. How is the patient?

{letters}

The result appears afterwards. To see it without a judgement, press Esc or type the next patient.</translation>
    </message>
    <message>
        <source>Resultado</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Resultado anterior</source>
        <translation>Previous result</translation>
    </message>
    <message>
        <source>Su criterio, antes de ver el resultado: {category}. Otra letra lo cambia.</source>
        <translation>Your judgement, before seeing the result: {category}. Another letter changes it.</translation>
    </message>
    <message>
        <source>Su criterio: {category}. Otra letra lo cambia.</source>
        <translation>Your judgement: {category}. Another letter changes it.</translation>
    </message>
    <message>
        <source>Su criterio: {letters}</source>
        <translation>Your judgement: {letters}</translation>
    </message>
</context>
<context>
    <name>RowActions</name>
    <message>
        <source>&amp;Copiar</source>
        <translation>&amp;Copy</translation>
    </message>
    <message>
        <source>&amp;Ver detalles</source>
        <translation>S&amp;how details</translation>
    </message>
</context>
<context>
    <name>RowCommands</name>
    <message numerus="yes">
        <source>%Ln registros copiados: péguelos en una hoja de cálculo.</source>
        <translation>
            <numerusform>%Ln record copied: paste it into a spreadsheet.</numerusform>
            <numerusform>%Ln records copied: paste them into a spreadsheet.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Anular…</source>
        <translation>&amp;Void…</translation>
    </message>
    <message>
        <source>&amp;Deshacer la importación…</source>
        <translation>&amp;Undo the import…</translation>
    </message>
    <message>
        <source>&amp;Restablecer…</source>
        <translation>&amp;Reinstate…</translation>
    </message>
    <message>
        <source>Para llevar más, exporte los registros (Ctrl+E).</source>
        <translation>To take more, export the records (Ctrl+E).</translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>&amp;Abrir carpeta de datos</source>
        <translation>&amp;Open data folder</translation>
    </message>
    <message>
        <source>&amp;Copiar estos datos</source>
        <translation>&amp;Copy these details</translation>
    </message>
    <message>
        <source>Acerca de Predictor Médico</source>
        <translation>About Predictor Médico</translation>
    </message>
    <message>
        <source>Al escribir</source>
        <translation>While typing</translation>
    </message>
    <message>
        <source>Anula el registro, o lo restablece</source>
        <translation>Voids the record, or reinstates it</translation>
    </message>
    <message>
        <source>Atajos de teclado</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>Ayuda</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Busca una palabra</source>
        <translation>Finds a word</translation>
    </message>
    <message>
        <source>Campo anterior</source>
        <translation>Previous field</translation>
    </message>
    <message>
        <source>Campo siguiente</source>
        <translation>Next field</translation>
    </message>
    <message>
        <source>Campo siguiente; en el último, predice y guarda</source>
        <translation>Next field; in the last one, predicts and saves</translation>
    </message>
    <message>
        <source>Carpeta de datos</source>
        <translation>Data folder</translation>
    </message>
    <message>
        <source>Con la letra subrayada, abre un menú o presiona un botón</source>
        <translation>With the underlined letter, opens a menu or presses a button</translation>
    </message>
    <message>
        <source>Copia los registros elegidos, para una hoja de cálculo</source>
        <translation>Copies the chosen records, for a spreadsheet</translation>
    </message>
    <message>
        <source>Copiado</source>
        <translation>Copied</translation>
    </message>
    <message>
        <source>Dice cómo está el paciente, después de un resultado</source>
        <translation>Says how the patient is, after a result</translation>
    </message>
    <message>
        <source>Dice por qué difiere del resultado</source>
        <translation>Says why it differs from the result</translation>
    </message>
    <message>
        <source>Elige varios registros</source>
        <translation>Chooses several records</translation>
    </message>
    <message>
        <source>En Registros</source>
        <translation>In Records</translation>
    </message>
    <message>
        <source>En la guía</source>
        <translation>In the guide</translation>
    </message>
    <message>
        <source>Estas líneas del archivo están dañadas.</source>
        <translation>These lines of the file are damaged.</translation>
    </message>
    <message>
        <source>Estas líneas del archivo repiten un registro que ya está más arriba, y no cuentan. Así quedan cuando un programa que sincroniza carpetas junta dos copias del archivo. Muéstrelas a la persona encargada.</source>
        <translation>These lines of the file repeat a record that stands further up, and do not count. This happens when a program that synchronises folders joins two copies of the file. Show them to the person in charge.</translation>
    </message>
    <message>
        <source>Exporta la lista como se ve</source>
        <translation>Exports the list as it is seen</translation>
    </message>
    <message>
        <source>Filtra y ordena la lista; Esc quita los filtros</source>
        <translation>Filters and sorts the list; Esc removes the filters</translation>
    </message>
    <message>
        <source>Hecho con</source>
        <translation>Made with</translation>
    </message>
    <message>
        <source>Imprime la lista como se ve</source>
        <translation>Prints the list as it is seen</translation>
    </message>
    <message>
        <source>La guía (F1) y la persona encargada de su establecimiento</source>
        <translation>The guide (F1), and the person in charge at your establishment</translation>
    </message>
    <message>
        <source>Licencia</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Limpia el formulario y vuelve a Temperatura</source>
        <translation>Clears the form and returns to Temperature</translation>
    </message>
    <message>
        <source>Línea {number}, byte {offset}</source>
        <translation>Line {number}, byte {offset}</translation>
    </message>
    <message>
        <source>Líneas dañadas</source>
        <translation>Damaged lines</translation>
    </message>
    <message>
        <source>Líneas repetidas</source>
        <translation>Repeated lines</translation>
    </message>
    <message>
        <source>MIT; Qt bajo LGPL 3</source>
        <translation>MIT; Qt under LGPL 3</translation>
    </message>
    <message>
        <source>Modelo</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Muestra el registro y su explicación</source>
        <translation>Shows the record and its explanation</translation>
    </message>
    <message>
        <source>Para escribirle a quien da soporte: versión, modelo y sistema</source>
        <translation>To write to whoever gives support: version, model and system</translation>
    </message>
    <message>
        <source>Predictor Médico</source>
        <translation>Predictor Médico</translation>
    </message>
    <message>
        <source>Retira el criterio</source>
        <translation>Withdraws the judgement</translation>
    </message>
    <message>
        <source>Sistema</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Su criterio, si se pregunta</source>
        <translation>Your judgement, if you are asked</translation>
    </message>
    <message>
        <source>Sube o baja el valor escrito</source>
        <translation>Raises or lowers the typed value</translation>
    </message>
    <message>
        <source>Suma puntos de tres signos vitales de un adulto y muestra una categoría y sus razones.</source>
        <translation>It adds up points of an adult&apos;s three vital signs, and shows a category and its reasons.</translation>
    </message>
    <message>
        <source>Va a los registros de un día</source>
        <translation>Goes to the records of a day</translation>
    </message>
    <message>
        <source>Versión {version}</source>
        <translation>Version {version}</translation>
    </message>
</context>
<context>
    <name>StoppingWords</name>
    <message>
        <source>&amp;Cancelar la copia y cerrar</source>
        <translation>&amp;Cancel the backup and close</translation>
    </message>
    <message>
        <source>&amp;Cancelar la exportación y cerrar</source>
        <translation>&amp;Cancel the export and close</translation>
    </message>
    <message>
        <source>&amp;Cancelar la importación y cerrar</source>
        <translation>&amp;Cancel the import and close</translation>
    </message>
    <message>
        <source>&amp;Cancelar la restauración y cerrar</source>
        <translation>&amp;Cancel the restore and close</translation>
    </message>
    <message>
        <source>&amp;Cancelar y cerrar</source>
        <translation>&amp;Cancel and close</translation>
    </message>
    <message>
        <source>La copia de seguridad no ha terminado</source>
        <translation>The backup has not finished</translation>
    </message>
    <message>
        <source>La copia se está leyendo</source>
        <translation>The backup is being read</translation>
    </message>
    <message>
        <source>La exportación no ha terminado</source>
        <translation>The export has not finished</translation>
    </message>
    <message>
        <source>La importación no está deshecha del todo</source>
        <translation>The import is not fully undone</translation>
    </message>
    <message>
        <source>La importación no ha terminado</source>
        <translation>The import has not finished</translation>
    </message>
    <message>
        <source>La restauración no ha terminado</source>
        <translation>The restore has not finished</translation>
    </message>
    <message>
        <source>Los modelos se están comparando</source>
        <translation>The models are being compared</translation>
    </message>
    <message>
        <source>Si cancela, lo anulado queda anulado. Para terminar, deshaga la importación otra vez.</source>
        <translation>If you cancel, what is voided stays voided. To finish, undo the import again.</translation>
    </message>
    <message>
        <source>Si cancela, no cambia nada: puede compararlos otra vez.</source>
        <translation>If you cancel, nothing changes: you can compare them again.</translation>
    </message>
    <message>
        <source>Si la cancela, lo agregado queda, y puede importar el mismo archivo otra vez.</source>
        <translation>If you cancel it, what was added stays, and you can import the same file again.</translation>
    </message>
    <message>
        <source>Si la cancela, lo agregado queda, y puede restaurar la misma copia otra vez.</source>
        <translation>If you cancel it, what was added stays, and you can restore the same backup again.</translation>
    </message>
    <message>
        <source>Si la cancela, no se escribe ningún archivo. No retire la memoria USB todavía.</source>
        <translation>If you cancel it, no file is written. Do not remove the USB stick yet.</translation>
    </message>
    <message>
        <source>Si la cancela, no se restaura nada.</source>
        <translation>If you cancel, nothing is restored.</translation>
    </message>
</context>
<context>
    <name>UnsavedBanner</name>
    <message>
        <source>&amp;Reintentar</source>
        <translation>&amp;Retry</translation>
    </message>
    <message>
        <source>Borra esta lectura sin guardarla.</source>
        <translation>Deletes this reading without saving it.</translation>
    </message>
    <message>
        <source>De&amp;scartar</source>
        <translation>Di&amp;scard</translation>
    </message>
    <message>
        <source>NO GUARDADO</source>
        <translation>NOT SAVED</translation>
    </message>
    <message>
        <source>{reason} {remedy}</source>
        <translation>{reason} {remedy}</translation>
    </message>
</context>
<context>
    <name>VerdictKeys</name>
    <message>
        <source>Criterio retirado.</source>
        <translation>Judgement withdrawn.</translation>
    </message>
    <message>
        <source>El registro está anulado: no lleva criterio.</source>
        <translation>The record is voided: it takes no judgement.</translation>
    </message>
    <message>
        <source>Este registro no tiene criterio.</source>
        <translation>This record has no judgement.</translation>
    </message>
    <message>
        <source>Este registro ya tiene ese criterio.</source>
        <translation>This record has that judgement already.</translation>
    </message>
    <message>
        <source>No se guardó su criterio. {reason}</source>
        <translation>Your judgement was not saved. {reason}</translation>
    </message>
    <message>
        <source>No se guardó su criterio: el registro ya no está en la lista.</source>
        <translation>Your judgement was not saved: the record is no longer in the list.</translation>
    </message>
    <message>
        <source>Su criterio es igual al resultado: no hace falta una razón.</source>
        <translation>Your judgement is the same as the result: no reason is needed.</translation>
    </message>
    <message>
        <source>Su criterio: {category}.</source>
        <translation>Your judgement: {category}.</translation>
    </message>
</context>
<context>
    <name>VitalField</name>
    <message>
        <source>En blanco.</source>
        <translation>Blank.</translation>
    </message>
    <message>
        <source>Valor inusual (lo usual: {usual}). Enter otra vez para confirmar.</source>
        <translation>Unusual value (usual: {usual}). Press Enter again to confirm.</translation>
    </message>
    <message>
        <source>Valor inusual, confirmado.</source>
        <translation>Unusual value, confirmed.</translation>
    </message>
</context>
<context>
    <name>VoidFlow</name>
    <message>
        <source>No se cambió nada. {reason}</source>
        <translation>Nothing was changed. {reason}</translation>
    </message>
    <message>
        <source>No se cambió nada: el registro ya estaba así.</source>
        <translation>Nothing was changed: the record was already so.</translation>
    </message>
    <message>
        <source>Registro anulado. No se borró: queda tachado en la lista y no cuenta.</source>
        <translation>Record voided. It was not deleted: it stays in the list, struck through, and does not count.</translation>
    </message>
    <message>
        <source>Registro anulado. No se borró: se ve con «Mostrar anulados».</source>
        <translation>Record voided. It was not deleted: “Show voided” shows it.</translation>
    </message>
    <message>
        <source>Registro restablecido: cuenta otra vez.</source>
        <translation>Record reinstated: it counts again.</translation>
    </message>
</context>
</TS>
